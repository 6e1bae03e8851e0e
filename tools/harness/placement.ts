// Where ONNX Runtime has the nodes of a model run: it tells in its verbose log. Import this before ONNX Runtime is loaded, which takes hold of
// the console then.
import type { OnnxModel } from '../../workers/graph/lowering/writeOnnx'
import { Downloads } from '../../workers/runtime/downloads'
import { externalDataOf } from '../../workers/runtime/externalData'
import type { OnnxRuntimeWeb } from '../../workers/runtime/onnxRuntimeWeb'

/** For each execution provider, how many nodes it has; of those that have only a part, which operators. */
export type Placement = Readonly<
  Record<string, { readonly nodes: number; readonly operators: readonly string[] }>
>

let heard: string[] | undefined

for (const kind of ['log', 'error'] as const) {
  const say = console[kind].bind(console)
  console[kind] = (...parts: unknown[]) => (heard ? void heard.push(parts.join(' ')) : say(...parts))
}

/** Opens a session on the device, as `createWebSession` does, and does not run it. */
export async function placementOf(
  model: OnnxModel,
  { runtime, device }: { readonly runtime: OnnxRuntimeWeb; readonly device: GPUDevice },
): Promise<Placement> {
  const externalData = await externalDataOf(model, { downloads: new Downloads(() => {}) })
  const lines: string[] = []
  heard = lines
  const created = await runtime.InferenceSession.create(model.bytes, {
    executionProviders: [{ name: 'webgpu', device }],
    externalData,
    logSeverityLevel: 0,
  })
    .then((session) => session.release())
    .catch((error: unknown) => ({ error }))
    .finally(() => (heard = undefined))
  const placement = readPlacement(lines)
  // Nodes have their places before weights are laid out, which in half precision wants a device that has it.
  if (created && Object.keys(placement).length === 0) throw created.error
  return placement
}

function readPlacement(lines: readonly string[]): Placement {
  const found: Record<string, { nodes: number; operators: string[] }> = {}
  let listed: string[] | undefined
  for (const line of lines) {
    const head = /odes? ?(?:\(s\) )?placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(line)
    if (head) {
      listed = []
      found[head[1]!] = { nodes: Number(head[2]), operators: listed }
      continue
    }
    const operator = /\]\s{2,}(\w+) \(.*\)/.exec(line)?.[1]
    if (operator !== undefined) listed?.push(operator)
  }
  return found
}
