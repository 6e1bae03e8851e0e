// A process of its own, as nodeStep.ts: prints a report as JSON.
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { gradientStep, type GradientKind } from './gradientStep'

const [folder, kind] = process.argv.slice(2)
if (folder === undefined || kind === undefined)
  throw new Error('Usage: nodeGradient.ts FOLDER attend-and-excite|lora')
const backend = await openNodeBackend()
const checkpoint = await openCheckpoint(pathTree(folder))
const report = await gradientStep(checkpoint, backend, { kind: kind as GradientKind, recompute: false })
await backend.dispose()
const peakBytes = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ ...report, peakBytes }))
