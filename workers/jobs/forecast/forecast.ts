// How long an edit will take and how much memory, before it runs: it is gone through on paper, guides and all, and each run of a network
// is given the time that this device took for the same or the most similar one.
import { parseRecipe } from '../../../src/shared/recipe'
import type { Forecast } from '../../../src/shared/protocol'
import { withPromptAddOns } from '../../../src/shared/promptAddOns'
import { guideMetas } from '../../guidance/list'
import type { SessionCache } from '../../runtime/sessionCache'
import { runEdit } from '../editJob'
import { greyPictures } from '../greyPictures'
import { KeptResults } from '../keptResults'
import { openNetworksOf, type Means } from '../reportedEdit'
import type { PaperNetwork } from './paperNetwork'
import { PaperSessions } from './paperSessions'

/** What an edit computes outside of its networks' runs: 4 % of it on Toyland, less on larger checkpoints. */
const OUTSIDE = 1.04

/** Of each device's networks. */
const knownNetworks = new WeakMap<SessionCache, Map<string, PaperNetwork>>()

/**
 * Undefined where nothing like it has run here. Networks that have still to be downloaded take longer.
 * @param pictures names of those that it needs
 * @throws PalimpsestError as the edit would
 */
export async function forecast(
  recipe: unknown,
  pictures: readonly string[],
  means: Means,
): Promise<Forecast | undefined> {
  const toRun = withPromptAddOns(parseRecipe(recipe, guideMetas))
  const known = knownNetworks.get(means.sessions) ?? new Map<string, PaperNetwork>()
  knownNetworks.set(means.sessions, known)
  const paper = new PaperSessions(means.backend, known)
  const networks = await openNetworksOf(toRun, { ...means, sessions: paper, kept: new KeptResults() })
  const images = greyPictures(toRun, pictures)
  await runEdit({ recipe: toRun, images }, networks, { signal: means.signal })
  let seconds = 0
  let bytes = 0
  const { measured } = means.sessions
  for (const [key, count] of paper.counts) {
    const network = known.get(key)!
    const each = measured.typical(key) ?? measured.likely(key, network.work)
    if (each === undefined) return undefined
    seconds += count * each * OUTSIDE
    if (!means.sessions.has(key)) seconds += measured.loading(network.weightBytes) ?? 0
    bytes += network.bytes
  }
  return { seconds, bytes }
}
