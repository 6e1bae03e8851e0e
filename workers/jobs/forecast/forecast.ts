// How long an edit will take and how much memory, before it runs: it is gone through on paper, guides and all, and each run of a network
// is given the time that this device took for the same or the most similar one.
import { reportOf } from '../../../src/shared/errors'
import { parseRecipe, type Recipe } from '../../../src/shared/recipe'
import type { Forecast } from '../../../src/shared/protocol/answers'
import { withPromptAddOns } from '../../../src/shared/promptAddOns'
import { guideMetas } from '../../guidance/list'
import { messages as modelMessages } from '../../models/messages'
import type { SessionCache } from '../../runtime/sessionCache'
import { largestDecoded } from '../autoencoder'
import { runEdit } from '../editJob'
import { fewerWindows, hasWindows } from '../fewerWindows'
import { greyPictures } from '../greyPictures'
import { KeptResults } from '../keptResults'
import { openNetworksOf, type Means } from '../reportedEdit'
import { memoryTaken } from './memoryTaken'
import type { PaperNetwork } from './paperNetwork'
import { PaperSessions } from './paperSessions'

/** Pictures are foretold of as if they were this large at most, in pixels: more would take too long for a forecast. */
const LARGEST = 1024 ** 2

/** A canvas of windows is gone through at this many of the checkpoint's own sizes across at most, and in so many steps. */
const WINDOWS_ACROSS = 3
const STEPS = [2, 4] as const

/** What tells that a run was not measured as it is: one that is this many times as large as the one that it is told by. */
const ALIKE = 3

/**
 * Multiplications a second of a device of which nothing is known yet: two cores, a small graphics card. Others are several times as
 * fast or slow, and the forecast says that it is rough.
 */
const USUAL_SPEED = { wasm: 2e9, webgpu: 5e10, node: undefined } as const

/** Of each device's networks. */
const knownNetworks = new WeakMap<SessionCache, Map<string, PaperNetwork>>()

export interface ForecastPictures {
  /** By which the recipe calls them. */
  readonly names: readonly string[]
  /** Of the picture that is edited, in pixels. */
  readonly width: number
  readonly height: number
}

/** What a run on paper found. */
interface Found {
  readonly seconds: number
  /** Of these, what no run like it was measured for. */
  readonly guessed: number
  readonly bytes: number
}

/**
 * Undefined where nothing is known of the device. Networks that have still to be downloaded take longer. An edit that would be refused
 * for its recipe, the memory or networks that do not go together is told as such.
 * @throws PalimpsestError as the edit would, for other reasons
 */
export async function forecast(
  recipe: unknown,
  pictures: ForecastPictures,
  means: Means,
): Promise<Forecast | undefined> {
  const toRun = withPromptAddOns(parseRecipe(recipe, guideMetas))
  try {
    const found = await foresee(toRun, pictures, means)
    if (!found) return undefined
    const { seconds, guessed, bytes } = found
    return { seconds, bytes, ...(guessed > seconds / 3 && { rough: true as const }) }
  } catch (error) {
    const report = reportOf(error)
    // On paper nothing is asked of the device: what it is said to lack is memory.
    if (report.code === 'recipe' || report.code === 'device' || report.id === modelMessages.noPair.id)
      return { refusal: report }
    throw error
  }
}

async function foresee(recipe: Recipe, pictures: ForecastPictures, means: Means): Promise<Found | undefined> {
  if (!hasWindows(recipe)) return onPaper(recipe, pictures, means)
  await refuseAsAWhole(recipe, pictures, means)
  const { workingSize, vae } = await means.checkpoints.get(recipe.checkpoint)
  const area = recipe.width * recipe.height
  const smaller = fewerWindows(recipe, workingSize, WINDOWS_ACROSS)
  const times = area / areaOf(smaller)
  const [few, more] = STEPS
  if (recipe.steps <= more && times === 1) return onPaper(recipe, pictures, means)
  const [first, second] = [
    await onPaper({ ...smaller, steps: few }, pictures, means),
    await onPaper({ ...smaller, steps: more }, pictures, means),
  ]
  if (!first || !second) return undefined
  // Each further step takes what the last two took.
  const further = (recipe.steps - more) / (more - few)
  const all = (of: 'seconds' | 'guessed') => times * (second[of] + further * (second[of] - first[of]))
  return { seconds: all('seconds'), guessed: all('guessed'), bytes: await bytesOfAll() }

  /** Windows take the same memory however many they are; the decoder takes more, until it works in pieces. */
  async function bytesOfAll(): Promise<number> {
    const { bytes } = second!
    const least = fewerWindows(recipe, workingSize, WINDOWS_ACROSS - 1)
    if (times === 1 || areaOf(least) === areaOf(smaller)) return bytes
    const found = await onPaper({ ...least, steps: few }, pictures, means)
    const each = found ? (bytes - found.bytes) / (areaOf(smaller) - areaOf(least)) : 0
    const most = Math.min(area, largestDecoded(vae.config, means.backend.largestTensor))
    return bytes + Math.max(0, each * (most - areaOf(smaller)))
  }
}

const areaOf = ({ width, height }: Pick<Recipe, 'width' | 'height'>): number => width * height

/** @throws PalimpsestError where the edit would be refused at its own size, before its first step */
async function refuseAsAWhole(recipe: Recipe, pictures: ForecastPictures, means: Means): Promise<void> {
  const begun = new AbortController()
  const signal = AbortSignal.any([means.signal, begun.signal])
  await onPaper(recipe, pictures, { ...means, signal }, () => begun.abort()).catch((error: unknown) => {
    if (!begun.signal.aborted || means.signal.aborted) throw error
  })
}

/** @param onBegun the first step is next */
async function onPaper(
  recipe: Recipe,
  { names, width, height }: ForecastPictures,
  means: Means,
  onBegun?: () => void,
): Promise<Found | undefined> {
  const known = knownNetworks.get(means.sessions) ?? new Map<string, PaperNetwork>()
  knownNetworks.set(means.sessions, known)
  const paper = new PaperSessions(means.backend, known)
  const networks = await openNetworksOf(recipe, { ...means, sessions: paper, kept: new KeptResults() })
  const before = performance.now()
  const shrunk = Math.min(1, Math.sqrt(LARGEST / (width * height)))
  const size = { width: Math.ceil(width * shrunk), height: Math.ceil(height * shrunk) }
  await runEdit({ recipe, images: greyPictures(size, names) }, networks, {
    signal: means.signal,
    onStage: (stage) => {
      if (stage === 'denoising') onBegun?.()
    },
  })
  // What is computed outside of networks is the same on paper.
  let seconds = (performance.now() - before) / 1000 - paper.own
  let [guessed, bytes] = [0, 0]
  const { measured } = means.sessions
  for (const [key, count] of paper.counts) {
    const network = known.get(key)!
    const each = secondsOf(key, network, means)
    if (!each) return undefined
    seconds += count * each.seconds
    if (!each.sure) guessed += count * each.seconds
    if (!means.sessions.has(key)) seconds += measured.loading(network.weightBytes) ?? 0
    bytes += memoryTaken(network, means.backend)
  }
  return { seconds, guessed, bytes }
}

/** Of a run of a network: measured, or by what is most like it, or as devices usually take. */
function secondsOf(key: string, { work }: PaperNetwork, { sessions: { measured }, backend }: Means) {
  const typical = measured.typical(key)
  if (typical !== undefined) return { seconds: typical, sure: true }
  const likely = measured.likely(key, work)
  if (likely) return { seconds: likely.seconds, sure: likely.times <= ALIKE }
  const speed = USUAL_SPEED[backend.target.provider]
  return speed === undefined ? undefined : { seconds: work / speed, sure: false }
}
