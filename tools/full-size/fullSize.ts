// A checkpoint of the full size of Stable Diffusion 1.5, or of XL: built, loaded and stepped once in Node and in Chromium, with the
// memory that it takes.
//
//   npm run full-size -- FOLDER [--xl] [--only node,wasm,webgpu,gradients,edit] [--side 16] [--kinds attend-and-excite,lora]
//     [--recompute] [--keep]
//
// "gradients" are one Attend-and-Excite gradient and one LoRA step in Node, at latents of --side, with --recompute blocks computed again on the
// way back; "edit" is a whole one on wasm, of eight times as many pixels across. It does these when it is asked to.
// FOLDER is filled with random weights (2.1 GB; XL 6.9 GB, which wasm cannot hold) unless they are there, and removed afterwards unless --keep is given.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { commandOptions } from '../command/commandOptions'
import { browserProcesses } from '../harness/browserProcesses'
import { openHarness } from '../harness/openHarness'
import type { GradientReport } from './gradientStep'
import { watchHeaps } from './heapWatch'
import { writeRandomCheckpoint } from './randomCheckpoint'
import { stableDiffusion15 } from './stableDiffusion15'
import { stableDiffusionXl } from './stableDiffusionXl'
import type { StepReport } from './step'

const { values: options, positionals } = commandOptions(import.meta.url, {
  allowPositionals: true,
  options: {
    only: { type: 'string', default: 'node,wasm,webgpu' },
    side: { type: 'string', default: '16' },
    kinds: { type: 'string', default: 'attend-and-excite,lora' },
    recompute: { type: 'boolean', default: false },
    xl: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const [given] = positionals
if (given === undefined) throw new Error('Name a folder for the checkpoint, which may take 2.1 GB.')
const folder = resolve(given)

const run = promisify(execFile)
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

function describe(report: StepReport): string {
  const { backend, parameters, modelBytes, weightBytes, buildSeconds, loadSeconds, runSeconds } = report
  if (!(report.meanSquare > 0 && report.meanSquare < Infinity)) throw new Error('The pass gave no numbers.')
  return [
    `${backend}: ${(parameters / 1e6).toFixed(0)} M parameters, ${megabytes(weightBytes)} of weights,`,
    `${(modelBytes / 1000).toFixed(0)} kB of graph; built in ${buildSeconds.toFixed(1)} s,`,
    `loaded in ${loadSeconds.toFixed(1)} s, one pass in ${runSeconds.toFixed(1)} s`,
  ].join(' ')
}

async function stepInNode(): Promise<void> {
  const { stdout } = await run('npx', ['tsx', 'tools/full-size/nodeStep.ts', folder])
  const report = JSON.parse(stdout.trim().split('\n').at(-1)!) as StepReport & {
    peakBytes: number
    jsHeapBytes: number
  }
  console.log(
    `${describe(report)}; peak memory ${megabytes(report.peakBytes)}, JS heap ${megabytes(report.jsHeapBytes)}`,
  )
}

async function gradientsInNode(): Promise<void> {
  const { side, recompute } = options
  for (const kind of options.kinds.split(',')) {
    const { stdout } = await run('npx', [
      'tsx',
      'tools/full-size/nodeGradient.ts',
      folder,
      kind,
      side,
      ...(recompute ? ['recompute'] : []),
    ])
    const report = JSON.parse(stdout.trim().split('\n').at(-1)!) as GradientReport
    const { loadSeconds, runSeconds, loss, norm, reckoned, peakBytes, overPlainStep } = report
    if (!(norm > 0 && norm < Infinity)) throw new Error(`The ${kind} gradient is ${norm}.`)
    console.log(
      [
        `${kind} at ${side}x${side} latents, blocks ${recompute ? 'computed again' : 'kept'}: loaded in ${loadSeconds.toFixed(1)} s, one gradient in ${runSeconds.toFixed(1)} s, peak memory ${megabytes(peakBytes)} (loss ${loss.toPrecision(4)}, norm ${norm.toPrecision(4)})`,
        `  the processor's time of ${overPlainStep.toFixed(2)} guided steps`,
        ...reckoned.map(
          ({ side, recompute, bytes, passes }) =>
            `  reckoned at ${side}x${side}, blocks ${recompute ? 'computed again' : 'kept'}: ${megabytes(bytes)}, the work of ${passes.toFixed(2)} passes`,
        ),
      ].join('\n'),
    )
  }
}

async function stepInBrowser(choice: 'wasm' | 'webgpu'): Promise<void> {
  const harness = await openHarness('tools/full-size/fullSizeWorker.ts')
  try {
    await harness.page.setInputFiles('input', folder)
    const heaps = watchHeaps(harness.page)
    const report = await harness.call<StepReport & { wasmBytes: number }>('step', choice)
    const { page, worker, samples } = await heaps.stop()
    const processes = await browserProcesses(process.pid)
    const { wasmBytes } = report
    console.log(
      [
        `Chromium, ${describe(report)}`,
        `  JavaScript: page ${megabytes(page)}, worker ${megabytes(worker)} (${samples} samples, some of which count wasm memory)`,
        `  wasm memory: ${megabytes(wasmBytes)}`,
        ...['renderer', 'gpu-process'].map((kind) => {
          const peaks = processes.filter((found) => found.kind === kind).map(({ peakBytes }) => peakBytes)
          return `  peak of the ${kind}: ${megabytes(Math.max(...peaks))}`
        }),
      ].join('\n'),
    )
  } finally {
    await harness.close()
  }
}

async function editInBrowser(): Promise<void> {
  const harness = await openHarness('tools/full-size/fullSizeWorker.ts', { webGpu: false })
  try {
    await harness.page.setInputFiles('input', folder)
    const side = 8 * Number(options.side)
    const { seconds, wasmBytes } = await harness.call<{ seconds: number; wasmBytes: number }>('edit', side)
    console.log(
      `Chromium, wasm, an edit of ${side}x${side}, two steps without guidance: ${seconds.toFixed(0)} s, wasm memory ${megabytes(wasmBytes)}`,
    )
  } finally {
    await harness.close()
  }
}

if (!existsSync(join(folder, 'model_index.json')))
  await writeRandomCheckpoint(folder, options.xl ? stableDiffusionXl : stableDiffusion15)
try {
  for (const name of options.only.split(','))
    if (name === 'node') await stepInNode()
    else if (name === 'gradients') await gradientsInNode()
    else if (name === 'edit') await editInBrowser()
    else if (name === 'wasm' || name === 'webgpu') await stepInBrowser(name)
} finally {
  if (!options.keep) await rm(folder, { recursive: true })
}
