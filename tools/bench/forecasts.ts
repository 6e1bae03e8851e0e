// How right forecasts are: ten edits, each foretold and then run, in Node. Times in one process, after a plain edit of each checkpoint;
// memory of each in a process of its own. Times are the processor's where there is one thread, so that other programs do not count.
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { LoadedModels } from '../../workers/hub/loadedModels'
import { runEdit } from '../../workers/jobs/editJob'
import { forecast } from '../../workers/jobs/forecast/forecast'
import { nothingKnown } from '../../workers/jobs/known'
import { openNetworksOf, type Means } from '../../workers/jobs/reportedEdit'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { networksNamedBy } from '../../src/engine/namedNetworks'
import { readPicture } from '../recipe/picture'
import { forecastCases, knownBefore } from './forecastCases'

export interface Foretold {
  readonly what: string
  readonly seconds: number
  readonly took: number
  readonly bytes: number
  /** Bytes by which the process grew. */
  readonly grew: number
}

const openTree = async (source: { readonly kind: string; readonly url?: string }) =>
  pathTree(resolve('public/models', source.url ?? ''))

async function openMeans(threads: number): Promise<Means> {
  const backend = await openNodeBackend({ threads })
  const known = nothingKnown(openTree, 'file:///')
  for (const id of ['toyland/base', 'toyland/instruct'])
    await known.checkpoints.open(id, { kind: 'url', url: id })
  return {
    signal: new AbortController().signal,
    backend,
    sessions: new SessionCache(backend, Infinity),
    ...known,
    models: new LoadedModels(backend, Infinity),
  }
}

async function run(recipe: object, images: Readonly<Record<string, Pixels>>, means: Means): Promise<number> {
  const parsed = parseRecipe(recipe, guideMetas)
  for (const id of networksNamedBy(parsed)) await means.controlNetworks.open(id, { kind: 'url', url: id })
  const started = performance.now()
  await runEdit({ recipe: parsed, images }, await openNetworksOf(parsed, means))
  return (performance.now() - started) / 1000
}

const readCases = async () => forecastCases(await readPicture('public/pictures/cat-meadow.png'))

/** Bytes of this process without the script's heap. Memory that networks had stays theirs. */
function heldBytes(): number {
  globalThis.gc?.()
  const { rss, heapTotal } = process.memoryUsage()
  return rss - heapTotal
}

/** Bytes by which this process grows with the edit of a number. */
async function measureGrowth(at: number, threads: number): Promise<number> {
  const { recipe, images } = (await readCases())[at]!
  const means = await openMeans(threads)
  const before = heldBytes()
  await run(recipe, images, means)
  return heldBytes() - before
}

/** Has the program measure its runs by the processor's clock. */
function countProcessorTime(): () => void {
  const byTheWall = performance.now
  performance.now = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  return () => {
    performance.now = byTheWall
  }
}

/** One after the other, as they are measured. */
export async function* timeForecasts(threads: number): AsyncGenerator<Foretold, void> {
  const restore = threads === 1 ? countProcessorTime() : () => {}
  const means = await openMeans(threads)
  const picture = await readPicture('public/pictures/cat-meadow.png')
  for (const recipe of knownBefore) await run(recipe, { picture }, means)
  for (const [at, { what, recipe, images }] of (await readCases()).entries()) {
    const parsed = parseRecipe(recipe, guideMetas)
    for (const id of networksNamedBy(parsed)) await means.controlNetworks.open(id, { kind: 'url', url: id })
    const { width, height } = images['picture'] ?? parsed
    const foretold = await forecast(recipe, { names: Object.keys(images), width, height }, means)
    if (!foretold || foretold.refusal) throw new RangeError(`Nothing was foretold of "${what}".`)
    const took = await run(recipe, images, means)
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      '--expose-gc',
      fileURLToPath(import.meta.url),
      String(at),
      String(threads),
    ])
    yield { what, ...foretold, took, grew: Number(stdout) }
  }
  await means.backend.dispose()
  restore()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [at, threads] = process.argv.slice(2).map(Number) as [number, number]
  console.log(await measureGrowth(at, threads))
}
