// The browser's side of `npm run bench`: networks on wasm or WebGPU, in a worker without the page.
import { tmpdir } from 'node:os'
import { browserProcessorSeconds } from '../harness/browserProcesses'
import { openHarness } from '../harness/openHarness'
import { compared, type Row } from './table'
import { openTorch } from './torchSide'
import { timeInTurn, type RunTime, type Timed } from './timeRuns'

const worker = 'tools/bench/benchWorker.ts'
type Harness = Awaited<ReturnType<typeof openHarness>>

/** Runs of what the worker has loaded by that name, with the processor's time of all the browser's processes. */
const timedIn =
  (harness: Harness, name: string): Timed =>
  async (runs) => {
    const before = await browserProcessorSeconds(process.pid)
    const times = await harness.call<RunTime[]>('time', name, runs)
    const after = await browserProcessorSeconds(process.pid)
    if (before === undefined || after === undefined) return times
    // One run more warms up.
    const processor = (after - before) / (runs + 1)
    return times.map(({ wall }) => ({ wall, processor }))
  }

/**
 * Our UNet beside PyTorch's ONNX export of it in the same runtime, and two branches beside one.
 * @param exported the export's path, where there is one
 */
export async function benchBrowser(
  choice: 'wasm' | 'webgpu',
  folder: string,
  threads: number,
  exported: string | undefined,
): Promise<readonly Row[]> {
  const harness = await openHarness(worker, { folders: [folder, tmpdir()] })
  try {
    const description = await harness.call<string>('open', choice, threads)
    const timed: Record<string, Timed> = {}
    const load = async (name: string, task: string, ...given: readonly unknown[]) => {
      await harness.call(task, name, folder, ...given)
      timed[name] = timedIn(harness, name)
    }
    await load('one', 'loadOurs', 1)
    if (choice === 'wasm') await load('two', 'loadOurs', 2)
    if (exported !== undefined) await load('exported', 'loadExported', exported)
    // A pass on a software WebGPU takes seconds.
    const { one, two, exported: theirs } = await timeInTurn(timed, choice === 'wasm' ? 20 : 3, 3)
    return [
      ...(two ? compared(`${description}: two branches as a batch / one`, '2', two, one) : []),
      ...compared(
        `${description}: our UNet / PyTorch's ONNX export`,
        choice === 'wasm' ? '0.8' : '0.6',
        one!,
        theirs,
      ),
    ]
  } finally {
    await harness.close()
  }
}

/** A LoRA's gradients on wasm beside PyTorch's: of 300 steps within five minutes, one may take a second. */
export async function benchTraining(
  folder: string,
  threads: number,
  python: string | undefined,
): Promise<readonly Row[]> {
  const harness = await openHarness(worker, { folders: [folder] })
  const torch = python === undefined ? undefined : openTorch(python, folder, threads)
  try {
    const description = await harness.call<string>('open', 'wasm', threads)
    await harness.call('loadLora', 'lora', folder)
    const { ours, theirs } = await timeInTurn<string>(
      { ours: timedIn(harness, 'lora'), ...(torch && { theirs: torch.timed('lora') }) },
      10,
      2,
    )
    return compared(`${description} / PyTorch: a LoRA's gradients`, '4', ours!, theirs)
  } finally {
    torch?.close()
    await harness.close()
  }
}

/** Residuals of ControlNets, left on the device and by way of the CPU. */
export async function benchResiduals(threads: number): Promise<readonly Row[]> {
  const harness = await openHarness(worker)
  try {
    const description = await harness.call<string>('open', 'webgpu', threads)
    const { device, cpu } = await harness.call<Record<'device' | 'cpu', RunTime[]>>('handover', 7)
    const what =
      "a branch's residuals of Stable Diffusion 1.5 at 512 x 512, left on the device / through the CPU"
    return compared(`${description}: ${what}`, '1', device, cpu)
  } finally {
    await harness.close()
  }
}
