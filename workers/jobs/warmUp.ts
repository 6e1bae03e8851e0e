// The first steps of an edit whose result nobody wants: what its networks need is built, loaded and compiled before the person
// asks for the edit itself. On wasm the browser also compiles once more, and better, what has run for a while.
import { withPromptAddOns } from '../../src/shared/promptAddOns'
import { untilCancelled } from '../../src/shared/cancelling'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import { fewerWindows } from './fewerWindows'
import { greyPictures } from './greyPictures'
import { KeptResults } from './keptResults'
import { openNetworksOf, type Means } from './reportedEdit'

/** The second step may take over what the first one keeps, by a network of its own. */
export const warmUpSteps = 2

/** Of a canvas in windows, as many of the checkpoint's own sizes across are rehearsed: all windows run the same network. */
const WINDOWS_ACROSS = 2

/**
 * Rehearses the edit of a recipe, on grey pictures.
 * @param pictures names of those that it needs
 * @throws PalimpsestError as the edit would, and 'cancelled' once the signal is aborted
 */
export async function warmUp(recipe: unknown, pictures: readonly string[], means: Means): Promise<void> {
  const asked = withPromptAddOns(parseRecipe(recipe, guideMetas))
  const { workingSize } = await untilCancelled(means.checkpoints.get(asked.checkpoint), means.signal)
  const few = fewerWindows(asked, workingSize, WINDOWS_ACROSS)
  const toRun = few.prompt.trim() === '' ? { ...few, prompt: 'a' } : few
  // What is kept from run to run is the person's own.
  const networks = await openNetworksOf(toRun, { ...means, kept: new KeptResults() })
  const images = greyPictures(toRun, pictures)
  const stop = new AbortController()
  await runEdit({ recipe: toRun, images }, networks, {
    signal: means.signal,
    stop: stop.signal,
    async onStep({ index, original }, { decode }) {
      if (index === 0) await decode(original)
      if (index + 1 === warmUpSteps) stop.abort()
    },
  })
  const { width, height, upscaler } = toRun
  if (upscaler !== undefined)
    await networks.enlarge(upscaler, greyPictures({ width, height }, ['result'])['result']!)
}
