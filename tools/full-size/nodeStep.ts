// A process of its own, so that its peak memory is that of the step alone: prints a report as JSON.
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { buildLoadStep } from './step'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: nodeStep.ts FOLDER')
const backend = await openNodeBackend()
const report = await buildLoadStep(await openCheckpoint(pathTree(folder)), backend)
const { heapUsed } = process.memoryUsage()
await backend.dispose()
const peakBytes = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ ...report, peakBytes, jsHeapBytes: heapUsed }))
