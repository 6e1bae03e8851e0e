// `npm run bench`: measures in one run, on one machine, what is compared, and prints ratios. Absolute times depend on the
// machine; the ratios hardly do.
//
//   npm run bench -- [--checkpoint FOLDER] [--threads N] [--guide NAME] [--only node,previews,gradients,training,guides,spinning,wasm,webgpu,residuals,page,canvas,first-edit,forecast] [--out FILE.json]
//
// The comparison with PyTorch needs the name of a Python with tools/requirements.txt in PALIMPSEST_PYTHON; the browser, a
// Chromium (CHROMIUM_PATH).
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { commandOptions } from '../command/commandOptions'
import { writeRandomCheckpoint } from '../full-size/randomCheckpoint'
import { browserProcessorSeconds } from '../harness/browserProcesses'
import { openHarness } from '../harness/openHarness'
import { timeCanvas } from './canvasTimes'
import { timeFirstEdit } from './firstEdit'
import { timeFirstPaint } from './firstPaint'
import { timeForecasts } from './forecasts'
import { timeGradients } from './gradientTimes'
import { timeGuides } from './guideCosts'
import { timeInNode } from './nodeSide'
import { pageScriptBytes } from './pageScript'
import { timePreviews } from './previewCosts'
import { timeSpinning } from './spinning'
import { median, type RunTime } from './timeRuns'
import { toyland } from './toyland'

const run = promisify(execFile)
const bundled = 'public/models/toyland/base'
const python = process.env.PALIMPSEST_PYTHON

interface Row {
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly ratio: string
  readonly aim: string
}

const { values: options } = commandOptions(import.meta.url, {
  options: {
    checkpoint: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    only: {
      type: 'string',
      default:
        'node,previews,gradients,training,guides,spinning,wasm,webgpu,residuals,page,canvas,first-edit,forecast',
    },
    guide: { type: 'string' },
    out: { type: 'string' },
  },
})
const threads = Number(options.threads)
const parts = new Set(options.only.split(','))
const rows: Row[] = []

const milliseconds = (seconds: number | undefined) =>
  seconds === undefined ? '' : `${(seconds * 1000).toPrecision(3)} ms`

function compare(what: string, aim: string, ours: readonly RunTime[], theirs?: readonly RunTime[]): void {
  for (const of of ['wall', 'processor'] as const) {
    const [mine, other] = [median(ours, of), theirs && median(theirs, of)]
    if (mine === undefined) continue
    rows.push({
      what: `${what}, ${of} time`,
      ours: milliseconds(mine),
      theirs: milliseconds(other),
      ratio: other === undefined ? '' : (mine / other).toFixed(2),
      aim,
    })
  }
}

async function benchNode(folder: string): Promise<void> {
  const ours = await timeInNode(folder, threads)
  const theirs = python === undefined ? undefined : await timeInTorch(python, folder)
  const { 'a preview': preview, ...compared } = ours.runs
  for (const [what, times] of Object.entries(compared))
    compare(`Node / PyTorch: ${what}`, '0.4', times, theirs?.[what])
  compare('Node: a preview / a pass of two branches', '', preview!, ours.runs['unet, batch 2'])
  rows.push({
    what: 'share of an edit outside of network runs',
    ours: `${(100 * ours.overhead).toFixed(2)} %`,
    theirs: '',
    ratio: '',
    aim: '2 %',
  })
}

async function benchGradients(folder: string): Promise<void> {
  const ours = await timeGradients(folder, threads)
  const theirs = python === undefined ? undefined : await timeInTorch(python, folder, 'gradients')
  compare("Node: a gradient of the attention / the UNet's pass", '2.5', ours['attention']!, ours['pass'])
  compare('Node / PyTorch: a gradient of the attention', '1', ours['attention']!, theirs?.['attention'])
  compare("Node: a LoRA's gradients / the UNet's pass", '', ours['lora']!, ours['pass'])
  compare("Node / PyTorch: a LoRA's gradients", '1', ours['lora']!, theirs?.['lora'])
}

async function timeInTorch(
  python: string,
  folder: string,
  what: 'time' | 'gradients' = 'time',
): Promise<Readonly<Record<string, readonly RunTime[]>>> {
  const env = { ...process.env, OMP_NUM_THREADS: String(threads) }
  const { stdout } = await run(python, ['tools/bench/torch_side.py', what, folder, String(threads)], {
    env,
  })
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { runs: Record<string, RunTime[]> }).runs
}

async function benchGuides(folder: string): Promise<void> {
  // Of networks beside the checkpoint, only the bundled one has some.
  const models = folder === resolve(bundled) ? 'public/models' : undefined
  for (const { what, aim, plain, guided, ratio } of await timeGuides(folder, models, threads, options.guide))
    for (const of of ['wall', 'processor'] as const)
      rows.push({
        what: `a step with the guide / a plain one: ${what}, ${of} time`,
        ours: milliseconds(guided[of]),
        theirs: milliseconds(plain[of]),
        ratio: ratio[of].toFixed(2),
        aim,
      })
}

async function benchPreviews(folder: string): Promise<void> {
  for (const { what, previews, shown, plain } of await timePreviews(folder, threads, 20)) {
    const ratios = (of: 'wall' | 'processor') =>
      shown.map((times, at) => times[of]! / plain[at]![of]!).toSorted((a, b) => a - b)
    for (const of of ['wall', 'processor'] as const)
      rows.push({
        what: `an edit with previews (${previews}) / without: ${what}, ${of} time`,
        ours: milliseconds(median(shown, of)),
        theirs: milliseconds(median(plain, of)),
        ratio: ratios(of)[shown.length >> 1]!.toFixed(3),
        aim: '1.05',
      })
  }
}

async function benchSpinning(folder: string): Promise<void> {
  for (const [what, { spinning, waiting }] of Object.entries(await timeSpinning(folder, threads)))
    compare(`Node: threads that spin within a run / that wait: ${what}`, '', spinning, waiting)
}

type Harness = Awaited<ReturnType<typeof openHarness>>

/** Runs of what the browser has loaded, with the processor's time of all its processes. */
async function timeInBrowser(harness: Harness, runs: number): Promise<readonly RunTime[]> {
  const before = await browserProcessorSeconds(process.pid)
  const times = await harness.call<RunTime[]>('time', runs)
  const after = await browserProcessorSeconds(process.pid)
  if (before === undefined || after === undefined) return times
  const processor = (after - before) / runs
  return times.map(({ wall }) => ({ wall, processor }))
}

/** A LoRA's gradients on wasm: of 300 steps within five minutes, one may take a second. */
async function benchTraining(folder: string): Promise<void> {
  const harness = await openHarness('tools/bench/benchWorker.ts', { folders: [folder] })
  try {
    const description = await harness.call<string>('open', 'wasm', threads)
    await harness.call('loadLora', folder)
    const ours = await timeInBrowser(harness, 20)
    const theirs = python === undefined ? undefined : await timeInTorch(python, folder, 'gradients')
    compare(`${description} / PyTorch: a LoRA's gradients`, '4', ours, theirs?.['lora'])
  } finally {
    await harness.close()
  }
}

async function benchBrowser(choice: 'wasm' | 'webgpu', folder: string, exported?: string): Promise<void> {
  const harness = await openHarness('tools/bench/benchWorker.ts', { folders: [folder, tmpdir()] })
  try {
    const description = await harness.call<string>('open', choice, threads)
    // A pass on a software WebGPU takes seconds.
    const time = () => timeInBrowser(harness, choice === 'wasm' ? 20 : 3)
    await harness.call('loadOurs', folder, 1)
    const ours = await time()
    if (choice === 'wasm') {
      await harness.call('loadOurs', folder, 2)
      compare(`${description}: two branches as a batch / one`, '2', await time(), ours)
    }
    if (exported !== undefined) await harness.call('loadExported', folder, exported)
    const theirs = exported === undefined ? undefined : await time()
    compare(`${description}: our UNet / PyTorch's ONNX export`, '0.5', ours, theirs)
  } finally {
    await harness.close()
  }
}

async function benchResiduals(): Promise<void> {
  const harness = await openHarness('tools/bench/benchWorker.ts')
  try {
    const description = await harness.call<string>('open', 'webgpu', threads)
    const { device, cpu } = await harness.call<Record<'device' | 'cpu', RunTime[]>>('handover', 7)
    const what =
      "a branch's residuals of Stable Diffusion 1.5 at 512 x 512, left on the device / through the CPU"
    compare(`${description}: ${what}`, '1', device, cpu)
  } finally {
    await harness.close()
  }
}

async function benchPage(): Promise<void> {
  const bytes = await pageScriptBytes('dist')
  rows.push({
    what: 'page script before the engine, compressed',
    ours: bytes === undefined ? 'not built (npm run build)' : `${(bytes / 1000).toFixed(0)} kB`,
    theirs: '',
    ratio: '',
    aim: '250 kB',
  })
  const painted = await timeFirstPaint('dist', 5)
  rows.push({
    what: 'from asking for the page to its first paint, median / 95 % / worst',
    ours: painted ? spread(painted) : 'not built',
    theirs: '',
    ratio: '',
    aim: '350 ms on a quiet machine',
  })
}

/** "1.2 / 3.4 / 9.8 ms" */
function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return `${[0.5, 0.95, 1].map((share) => at(share).toPrecision(2)).join(' / ')} ms`
}

async function benchCanvas(): Promise<void> {
  const times = await timeCanvas('dist')
  const row = (what: string, ours: string, aim: string) =>
    rows.push({ what, ours, theirs: '', ratio: '', aim })
  if (!times) return void row('canvas at 4096x4096', 'not built (npm run build)', '')
  const three = 'median / 95 % / worst'
  row(`pointer event in a stroke at 4096x4096, script, ${three}`, spread(times.stroke), '8 ms')
  for (const [doing, { script, interval }] of Object.entries(times.frames)) {
    row(`frame while ${doing}, script, ${three}`, spread(script), '')
    row(
      `frame while ${doing}, from one to the next, ${three}`,
      spread(interval),
      '16.7 ms with a graphics card',
    )
  }
}

async function benchFirstEdit(): Promise<void> {
  for (const [who, pause] of [
    ['at once', 0],
    ['after 4 s of reading and typing', 4000],
  ] as const) {
    const times = await timeFirstEdit('dist', pause)
    const { engine, person, loading, steps, second } = times ?? {}
    const seconds = (time: number | undefined) => (time === undefined ? 'not built' : `${time.toFixed(1)} s`)
    const waited = times && times.engine + times.loading + times.steps + (pause === 0 ? times.person : 0)
    const row = (what: string, time: number | undefined, aim = '') =>
      rows.push({
        what: `first edit on wasm, asked for ${who}: ${what}`,
        ours: seconds(time),
        theirs: '',
        ratio: '',
        aim,
      })
    row('all that is waited for', waited, '6 s')
    row('until the engine runs', engine)
    row('until the button is pressed', person)
    row('until the first step is done', loading)
    row('until the result is there', steps)
    row('a second edit', second)
  }
}

/** What was foretold against what it was. */
async function benchForecasts(): Promise<void> {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  for await (const { what, seconds, took, bytes, grew } of timeForecasts(threads)) {
    const row = (of: string, ours: string, theirs: string, ratio: number) =>
      rows.push({
        what: `forecast of ${of}, ${what}`,
        ours,
        theirs,
        ratio: ratio.toFixed(2),
        aim: '0.75 to 1.25',
      })
    row('time', `${seconds.toFixed(2)} s`, `${took.toFixed(2)} s`, seconds / took)
    row('memory', megabytes(bytes), megabytes(grew), bytes / grew)
  }
}

const scratch = await mkdtemp(join(tmpdir(), 'palimpsest-bench-'))
try {
  let folder = options.checkpoint ?? (existsSync(bundled) ? bundled : undefined)
  if (folder === undefined) {
    folder = join(scratch, 'checkpoint')
    await writeRandomCheckpoint(folder, toyland)
  }
  folder = resolve(folder)
  if (python === undefined)
    console.log('PALIMPSEST_PYTHON is not set: the comparison with PyTorch is left out.')
  if (parts.has('node')) await benchNode(folder)
  if (parts.has('previews')) await benchPreviews(folder)
  if (parts.has('gradients')) await benchGradients(folder)
  if (parts.has('training')) await benchTraining(folder)
  if (parts.has('guides')) await benchGuides(folder)
  if (parts.has('spinning')) await benchSpinning(folder)
  const browsers = (['wasm', 'webgpu'] as const).filter((name) => parts.has(name))
  if (browsers.length > 0) {
    const exported = python === undefined ? undefined : join(scratch, 'unet.onnx')
    if (python !== undefined && exported !== undefined)
      await run(python, ['tools/bench/torch_side.py', 'export', folder, exported])
    for (const name of browsers) await benchBrowser(name, folder, exported)
  }
  if (parts.has('residuals')) await benchResiduals()
  if (parts.has('page')) await benchPage()
  if (parts.has('canvas')) await benchCanvas()
  if (parts.has('first-edit')) await benchFirstEdit()
  if (parts.has('forecast')) await benchForecasts()
} finally {
  await rm(scratch, { recursive: true })
}

const header: Row = {
  what: 'median of',
  ours: 'ours',
  theirs: 'theirs',
  ratio: 'ratio',
  aim: 'aim (at most)',
}
const lines = [header, { what: '---', ours: '---', theirs: '---', ratio: '---', aim: '---' }, ...rows]
console.log(`\n${threads} threads\n`)
for (const { what, ours, theirs, ratio, aim } of lines)
  console.log(`| ${[what, ours, theirs, ratio, aim].join(' | ')} |`)
if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify({ threads, rows }, null, 2)}\n`)
