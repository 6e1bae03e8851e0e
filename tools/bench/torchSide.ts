// PyTorch's side of `npm run bench`: a process of Python that stays, so that its runs and ours are timed in turn.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { RunTime, Timed } from './timeRuns'

const script = 'tools/bench/torch_side.py'

/** What torch_side.py can time. */
export type TorchTask = 'unet, batch 1' | 'unet, batch 2' | 'decoder' | 'edit' | 'attention' | 'lora'

export interface TorchSide {
  /** Loads what the task needs when it is first timed. */
  timed(task: TorchTask): Timed
  close(): void
}

/**
 * @param python a Python with tools/requirements.txt
 * @throws Error when it ends, with what it said
 */
export function openTorch(python: string, folder: string, threads: number): TorchSide {
  const child = spawn(python, [script, 'serve', folder, String(threads)], {
    env: { ...process.env, OMP_NUM_THREADS: String(threads) },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script} ended: ${said.trim().split('\n').at(-1)}`)
  })
  ended.catch(() => undefined)
  return {
    timed: (task) => async (runs) => {
      child.stdin.write(`${JSON.stringify({ task, runs })}\n`)
      const { value } = await Promise.race([answers.next(), ended])
      if (value === undefined) return ended
      return JSON.parse(value) as RunTime[]
    },
    close: () => child.stdin.end(),
  }
}

/** Writes PyTorch's own ONNX export of the checkpoint's UNet. */
export const exportByTorch = (python: string, folder: string, path: string): Promise<unknown> =>
  promisify(execFile)(python, [script, 'export', folder, path])
