// A process of its own, as nodeStep.ts: prints a report as JSON.
import { availableParallelism } from 'node:os'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { gradientStep, type GradientKind } from './gradientStep'

const [folder, kind, side, how] = process.argv.slice(2)
if (folder === undefined || kind === undefined || side === undefined)
  throw new Error('Usage: nodeGradient.ts FOLDER attend-and-excite|lora SIDE [recompute]')
const backend = await openNodeBackend({ threads: availableParallelism() })
const checkpoint = await openCheckpoint(pathTree(folder))
const report = await gradientStep(checkpoint, backend, {
  kind: kind as GradientKind,
  side: Number(side),
  recompute: how === 'recompute',
  peak: () => process.resourceUsage().maxRSS * 1024,
})
await backend.dispose()
console.log(JSON.stringify(report))
