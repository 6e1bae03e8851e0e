// While the person reads and types, the engine loads what the edit that the panel describes will need, and says what it will take.
import { guideMetas } from '../../workers/guidance/list'
import type { Editor } from '../engine/editor'
import { bundledCheckpoints } from '../engine/bundledCheckpoints'
import { foretoldOf } from '../engine/foretoldOf'
import { emptyFields } from '../shared/emptyFields'
import type { Recipe } from '../shared/recipe'
import { editAhead } from './editAhead'

/** Pause after a change: settings are tried one after the other. */
const settleMs = 400

/**
 * Follows the stores for as long as the page lives. Only bundled checkpoints are loaded unasked: others may be gigabytes that
 * have still to be downloaded.
 */
export function followWarmUp(
  editor: Pick<Editor, 'document' | 'bitmaps' | 'settings' | 'jobs' | 'engine'>,
): void {
  const { document, settings, jobs, engine } = editor
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What the engine has been asked to load; another one begins anew. */
  const loaded = new Set<string>()
  let foreseen: string | undefined

  function lookAhead(): void {
    timer = undefined
    // Whatever runs comes first, and says itself how long it takes.
    if (jobs.getState().jobs.length > 0) return
    const ahead = editAhead(editor)
    if (!ahead) return
    const { recipe, pictures } = ahead
    const toLoad = withoutIdleUpscaler(recipe, pictures)
    const key = JSON.stringify([foretoldOf(recipe, pictures), jobs.getState().weightBytes])
    if (isFilledIn(recipe)) {
      if (key !== foreseen) engine.foresee(recipe, pictures)
      foreseen = key
    } else foreseen = undefined
    if (!bundledCheckpoints.includes(recipe.checkpoint) || loaded.has(loadedBy(toLoad))) return
    loaded.add(loadedBy(toLoad))
    engine.warmUp(toLoad, pictures.names)
  }

  function changed(): void {
    clearTimeout(timer)
    timer = setTimeout(lookAhead, settleMs)
  }

  jobs.subscribe((state, before) => {
    // A new engine, or the same one on a new device, has nothing loaded, and takes another time.
    if (state.engine !== 'ready' || state.backend !== before.backend) {
      loaded.clear()
      foreseen = undefined
    }
    const looks = ['backend', 'checkpoints', 'jobs', 'weightBytes'] as const
    if (looks.some((key) => state[key] !== before[key])) changed()
  })
  settings.subscribe((state, before) => {
    if (state.draft !== before.draft) changed()
  })
  document.subscribe(changed)
  // A checkpoint may have been opened already.
  changed()
}

/** Whether no guide lacks a setting, which its card says. */
const isFilledIn = ({ guides }: Recipe): boolean =>
  guides.every(({ id, values }) => emptyFields(guideMetas.get(id)?.fields ?? {}, values).length === 0)

/** Of an edit, only a result that is laid over a larger part of the picture is enlarged. */
function withoutIdleUpscaler(recipe: Recipe, picture: { width: number; height: number }): Recipe {
  if (recipe.enlarge !== undefined || recipe.width < picture.width || recipe.height < picture.height)
    return recipe
  const { upscaler: _, ...rest } = recipe
  return rest
}

/** What of a recipe decides which networks are loaded, and at which size. */
const loadedBy = ({
  checkpoint,
  width,
  height,
  image,
  mask,
  keepUnchanged,
  upscaler,
  guides,
  addOns,
}: Recipe): string =>
  JSON.stringify([
    [checkpoint, width, height, image, mask, keepUnchanged, upscaler],
    guides.map(({ id, values }) => [id, values['network']]),
    addOns?.map(({ id }) => id),
  ])
