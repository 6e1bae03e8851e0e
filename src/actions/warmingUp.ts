// While the person reads and types, the engine loads what the edit that the panel describes will need.
import type { Editor } from '../app/editor'
import { bundledCheckpoints } from '../engine/bundledCheckpoints'
import { layersNamedBy } from '../engine/namedLayers'
import { plannedRecipe } from '../engine/plannedGuides'
import type { Recipe } from '../shared/recipe'
import { isOpen } from '../state/document'
import { summaryOf } from '../state/jobs'
import { editInputs } from './runPlan'

/** Pause after a change: settings are tried one after the other. */
const settleMs = 400

/**
 * Follows the stores for as long as the page lives. Only bundled checkpoints are loaded unasked: others may be gigabytes that
 * have still to be downloaded.
 */
export function followWarmUp(
  editor: Pick<Editor, 'document' | 'bitmaps' | 'settings' | 'jobs' | 'engine'>,
): void {
  const { document, bitmaps, settings, jobs, engine } = editor
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What the engine has been asked to load; another one begins anew. */
  const asked = new Set<string>()

  function warmUp(): void {
    timer = undefined
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    if (!checkpoint || !bundledCheckpoints.includes(checkpoint.id)) return
    const state = document.getState()
    const inputs = editInputs(draft, state, bitmaps)
    // On the start screen it is a picture that will be opened.
    const picture = draft.mode === 'edit' && (inputs.picture || !isOpen(state))
    const recipe = plannedRecipe(draft, checkpoint, { ...inputs, picture })
    const key = loadedBy(recipe)
    if (asked.has(key) || jobs.getState().jobs.length > 0) return
    asked.add(key)
    const { image, mask } = recipe
    engine.warmUp(recipe, [...[image, mask].filter((name) => name !== undefined), ...layersNamedBy(recipe)])
  }

  function changed(): void {
    clearTimeout(timer)
    timer = setTimeout(warmUp, settleMs)
  }

  jobs.subscribe((state, before) => {
    // A new engine, or the same one on a new device, has nothing loaded.
    if (state.engine !== 'ready' || state.backend !== before.backend) asked.clear()
    if (state.backend !== before.backend || state.checkpoints !== before.checkpoints) changed()
  })
  settings.subscribe((state, before) => {
    if (state.draft !== before.draft) changed()
  })
  document.subscribe(changed)
}

/** What of a recipe decides which networks are loaded, and at which size. */
const loadedBy = ({
  checkpoint,
  width,
  height,
  image,
  mask,
  keepUnchanged,
  guides,
  addOns,
}: Recipe): string =>
  JSON.stringify([
    [checkpoint, width, height, image, mask, keepUnchanged],
    guides.map(({ id, values }) => [id, values['network']]),
    addOns?.map(({ id }) => id),
  ])
