// Random checkpoints, schedulers and edits, here and in diffusers: is the difference that of rounding?
//
//   npm run measure:random -- [--seed 1] [--count 20] [--folder FOLDER]
//
// With a FOLDER, its cases are kept, and run again where they are there. A case is "over" where it is more than three times as far from
// diffusers in float64 as rounding makes of it, and beyond 1e-4 of the largest number. Rounding is how far diffusers in float32 is from that, or
// how far apart two ways to compute here are, fused kernels and plain operators.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import type { Tensor } from '../../workers/tensor/tensor'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { commandOptions } from '../command/commandOptions'
import { readNpy } from '../recipe/npy'
import { readPicture } from '../recipe/picture'
import { finished } from './finished'

const { values: options } = commandOptions(import.meta.url, {
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20' },
    folder: { type: 'string' },
  },
})

interface Case {
  readonly name: string
  readonly recipe: object
  /** Its configuration, as Python writes it. */
  readonly scheduler: string
}

const [TIMES, LEAST] = [3, 1e-4]

/** Largest difference as a share of the largest number. */
function difference(one: Tensor, other: Tensor): number {
  if (one.shape.join() !== other.shape.join()) return Infinity
  let [most, largest] = [0, 0]
  for (const [at, value] of other.data.entries()) {
    const apart = Math.abs(one.data[at]! - value)
    most = Number.isNaN(apart) ? Infinity : Math.max(most, apart)
    largest = Math.max(largest, Math.abs(value))
  }
  return most / largest
}

async function latentsOf(folder: string, recipe: object, { fused = true } = {}): Promise<Tensor> {
  const opened = await openNodeBackend({ threads: 1 })
  const backend = { ...opened, target: { ...opened.target, fused } }
  try {
    const isFile = existsSync(join(folder, 'checkpoint.safetensors'))
    const checkpoint = await openCheckpoint(pathTree(isFile ? folder : join(folder, 'checkpoint')), {
      ...(isFile && { path: 'checkpoint.safetensors', clip: pathTree(resolve('public/models/clip')) }),
    })
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    const images = {
      picture: await readPicture(join(folder, 'picture.png')),
      mask: await readPicture(join(folder, 'mask.png')),
    }
    const parsed = parseRecipe({ ...recipe, checkpoint: 'case' }, guideMetas)
    return (await runEdit({ recipe: parsed, images }, networks)).latents
  } finally {
    await backend.dispose()
  }
}

const kept = options.folder
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'palimpsest-random-')))
const [seed, count] = [options.seed, Number(options.count)]
const isMade = (at: number) => existsSync(join(folder, String(at), 'case.json'))
if (!Array.from({ length: count }, (_, at) => at).every(isMade))
  await finished(process.env['PALIMPSEST_PYTHON'] ?? 'python3', [
    'tools/reference/random_cases.py',
    folder,
    seed,
    String(count),
  ])

const over: string[] = []
const refused: string[] = []
for (let at = 0; at < count; at++) {
  const own = join(folder, String(at))
  const { name, recipe, scheduler } = JSON.parse(await readFile(join(own, 'case.json'), 'utf8')) as Case
  const exact = await readNpy(join(own, 'exact.npy'))
  const rounding = difference(await readNpy(join(own, 'latents.npy')), exact)
  try {
    const latents = await latentsOf(own, recipe)
    const apart = difference(latents, exact)
    const isBeyond = (rounding: number) => apart > Math.max(LEAST, TIMES * rounding)
    // Only where it matters: that is another run.
    const ours = isBeyond(rounding)
      ? difference(await latentsOf(own, recipe, { fused: false }), latents)
      : undefined
    const isOver = isBeyond(Math.max(rounding, ours ?? 0))
    const said = [rounding, ...(ours === undefined ? [] : [ours])].map((one) => one.toExponential(1))
    console.log(
      `${at} ${isOver ? 'OVER' : 'ok'} ${apart.toExponential(1)}, rounding ${said.join(' and here ')}: ${name}`,
    )
    if (isOver) over.push(`${at} ${name}\n  ${scheduler}\n  ${JSON.stringify(recipe)}`)
  } catch (error) {
    const { message } = error as Error
    refused.push(`${at} ${name}: ${message}`)
    console.log(`${at} refused: ${message}`)
  }
}
console.log(
  `\n${count - over.length - refused.length} of ${count} within rounding; ${over.length} over, ${refused.length} refused`,
)
console.log([...over, ...refused].join('\n'))
if (kept === undefined) await rm(folder, { recursive: true })
