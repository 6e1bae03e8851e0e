// How long an edit will take and how much memory, before it runs: it is gone through on paper, guides and all, and each run of a network
// is given the time that this device took for the same or the most similar one.
import { parseRecipe } from '../../../src/shared/recipe'
import type { Forecast } from '../../../src/shared/protocol/answers'
import { withPromptAddOns } from '../../../src/shared/promptAddOns'
import type { LoweringTarget } from '../../graph/lowering/target'
import { guideMetas } from '../../guidance/list'
import type { SessionCache } from '../../runtime/sessionCache'
import { runEdit } from '../editJob'
import { greyPictures } from '../greyPictures'
import { KeptResults } from '../keptResults'
import { openNetworksOf, type Means } from '../reportedEdit'
import type { PaperNetwork } from './paperNetwork'
import { PaperSessions } from './paperSessions'

/** Pictures are foretold of as if they were this large at most, in pixels: more would take too long for a forecast. */
const LARGEST = 1024 ** 2

/** Of each device's networks. */
const knownNetworks = new WeakMap<SessionCache, Map<string, PaperNetwork>>()

export interface ForecastPictures {
  /** By which the recipe calls them. */
  readonly names: readonly string[]
  /** Of the picture that is edited, in pixels. */
  readonly width: number
  readonly height: number
}

/**
 * Undefined where nothing like it has run here. Networks that have still to be downloaded take longer.
 * @throws PalimpsestError as the edit would
 */
export async function forecast(
  recipe: unknown,
  { names, width, height }: ForecastPictures,
  means: Means,
): Promise<Forecast | undefined> {
  const toRun = withPromptAddOns(parseRecipe(recipe, guideMetas))
  const known = knownNetworks.get(means.sessions) ?? new Map<string, PaperNetwork>()
  knownNetworks.set(means.sessions, known)
  const paper = new PaperSessions(means.backend, known)
  const networks = await openNetworksOf(toRun, { ...means, sessions: paper, kept: new KeptResults() })
  const before = performance.now()
  const shrunk = Math.min(1, Math.sqrt(LARGEST / (width * height)))
  const size = { width: Math.ceil(width * shrunk), height: Math.ceil(height * shrunk) }
  await runEdit({ recipe: toRun, images: greyPictures(size, names) }, networks, { signal: means.signal })
  // What is computed outside of networks is the same on paper.
  let seconds = (performance.now() - before) / 1000 - paper.own
  let bytes = 0
  const { measured } = means.sessions
  for (const [key, count] of paper.counts) {
    const network = known.get(key)!
    const each = measured.typical(key) ?? measured.likely(key, network.work)
    if (each === undefined) return undefined
    seconds += count * each
    if (!means.sessions.has(key)) seconds += measured.loading(network.weightBytes) ?? 0
    bytes += memoryOf(network, means.backend.target)
  }
  return { seconds, bytes }
}

/**
 * Bytes that a network takes while it is loaded. On the processor ONNX Runtime keeps weights as they are stored, in float32, and
 * most of them once more in the order in which its kernels read them; and its memory for what is between the nodes grows by
 * doubling. The factors are measured on Toyland in Node (`npm run bench -- --only forecast`).
 */
function memoryOf(
  { weightBytes, weightBytes32, activationBytes }: PaperNetwork,
  { provider, compute }: LoweringTarget,
): number {
  if (provider === 'webgpu') return (weightBytes32 + activationBytes) * (compute === 'float16' ? 0.5 : 1)
  return weightBytes + 1.65 * weightBytes32 + 2.6 * activationBytes
}
