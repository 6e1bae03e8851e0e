// `npm run bench`: measures in one run, on one machine, what is compared, and prints ratios. Absolute times depend on the
// machine; the ratios hardly do, since what is compared runs in turn.
//
//   npm run bench -- [--checkpoint FOLDER] [--threads N] [--guide NAME] [--only node,previews,gradients,training,guides,spinning,wasm,webgpu,residuals,page,canvas,first-edit,forecast] [--out FILE.json]
//
// The comparison with PyTorch needs the name of a Python with tools/requirements.txt in PALIMPSEST_PYTHON; the browser, a
// Chromium (CHROMIUM_PATH).
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { commandOptions } from '../command/commandOptions'
import { writeRandomCheckpoint } from '../full-size/randomCheckpoint'
import { benchBrowser, benchResiduals, benchTraining } from './browserSide'
import { benchGradients, benchGuides, benchNode, benchPreviews, benchSpinning } from './nodeRows'
import { benchCanvas, benchFirstEdit, benchForecasts, benchPage } from './pageRows'
import { tableOf, type Row } from './table'
import { exportByTorch } from './torchSide'
import { toyland } from './toyland'

const bundled = 'public/models/toyland/base'
const python = process.env.PALIMPSEST_PYTHON
const partNames = [
  'node',
  'previews',
  'gradients',
  'training',
  'guides',
  'spinning',
  'wasm',
  'webgpu',
  'residuals',
  'page',
  'canvas',
  'first-edit',
  'forecast',
] as const

const { values: options } = commandOptions(import.meta.url, {
  options: {
    checkpoint: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    only: { type: 'string', default: partNames.join(',') },
    guide: { type: 'string' },
    out: { type: 'string' },
  },
})
const threads = Number(options.threads)
const wanted = options.only.split(',')
const unknown = wanted.find((name) => !(partNames as readonly string[]).includes(name))
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". There are ${partNames.join(', ')}.`)
  process.exit(1)
}
const scratch = await mkdtemp(join(tmpdir(), 'palimpsest-bench-'))

async function openCheckpointFolder(): Promise<string> {
  if (options.checkpoint !== undefined) return resolve(options.checkpoint)
  if (existsSync(bundled)) return resolve(bundled)
  const random = join(scratch, 'checkpoint')
  await writeRandomCheckpoint(random, toyland)
  return random
}

/** PyTorch's ONNX export of the UNet, made once. */
async function exported(): Promise<string | undefined> {
  if (python === undefined) return undefined
  const path = join(scratch, 'unet.onnx')
  if (!existsSync(path)) await exportByTorch(python, folder, path)
  return path
}

const folder = await openCheckpointFolder()
const measured: Record<(typeof partNames)[number], () => Promise<readonly Row[]>> = {
  node: () => benchNode(folder, threads, python),
  previews: () => benchPreviews(folder, threads),
  gradients: () => benchGradients(folder, threads, python),
  training: () => benchTraining(folder, threads, python),
  // Of networks beside the checkpoint, only the bundled one has some.
  guides: () =>
    benchGuides(folder, folder === resolve(bundled) ? 'public/models' : undefined, threads, options.guide),
  spinning: () => benchSpinning(folder, threads),
  wasm: async () => benchBrowser('wasm', folder, threads, await exported()),
  webgpu: async () => benchBrowser('webgpu', folder, threads, await exported()),
  residuals: () => benchResiduals(threads),
  page: benchPage,
  canvas: benchCanvas,
  'first-edit': benchFirstEdit,
  forecast: () => benchForecasts(threads),
}
const rows: Row[] = []
try {
  if (python === undefined)
    console.log('PALIMPSEST_PYTHON is not set: the comparison with PyTorch is left out.')
  for (const name of partNames) if (wanted.includes(name)) rows.push(...(await measured[name]()))
} finally {
  await rm(scratch, { recursive: true })
}

console.log(`\n${threads} threads\n\n${tableOf(rows)}`)
if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify({ threads, rows }, null, 2)}\n`)
