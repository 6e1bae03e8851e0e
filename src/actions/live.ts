// Live painting: while the picture, a mask or the panel changes, the edit is run again with few steps, and the next stroke
// cancels it.
import type { Editor } from '../engine/editor'
import { pixelsFromTiled, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { liveRecipe } from '../engine/liveRecipe'
import { placeResult } from '../engine/placeResult'
import { isOpen } from '../state/document'
import { summaryOf } from '../state/jobs'
import { editRequests } from './editRequests'
import { runPlan } from './runPlan'

/** Pause after a change before the edit is run: strokes come in twos and threes, and words letter by letter. */
const settleMs = 250

const isLive = ({ view }: Pick<Editor, 'view'>): boolean => view.getState().live !== 'off'

export function toggleLive(editor: Editor): void {
  const live = isLive(editor) ? 'off' : 'beside'
  editor.view.setState({ live })
}

/** Puts what live painting shows into the gallery and beside the picture, as any other result. */
export function keepLive(editor: Editor): void {
  const { live } = editor.jobs.getState()
  if (!live) return
  const { bitmap, recipe, seconds, origin } = live
  const pixels = pixelsFromTiled(editor.bitmaps.picture(bitmap))
  const event = { type: 'done', job: '', recipe, pixels, seconds, notes: [], overhead: 0 } as const
  placeResult(editor, event, origin)
}

/** What a live edit depends on, as something to compare. */
function signature({ document, settings }: Editor): string {
  const { width, height, layers } = document.getState()
  const { draft } = settings.getState()
  const shown = layers.map(({ id, bitmap, visible, opacity, blend, x, y }) => [
    id,
    bitmap,
    visible,
    opacity,
    blend,
    x,
    y,
  ])
  const { candidates: _, ...asked } = draft
  return JSON.stringify([width, height, shown, asked])
}

/** Follows the stores for as long as the page lives. */
export function followLive(editor: Editor): void {
  const { document, settings, jobs, view, engine, bitmaps, history } = editor
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: string | undefined
  /** Of the result on show, and of the edit that is on its way. */
  let shown: string | undefined
  let asked: string | undefined

  function interrupt(): void {
    clearTimeout(timer)
    timer = undefined
    if (running !== undefined) engine.cancel(running)
    running = undefined
    asked = undefined
  }

  async function run(): Promise<void> {
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    const { obstacle, waits } = runPlan(editor)
    if (!checkpoint || obstacle !== undefined || waits !== undefined) return
    const now = signature(editor)
    const { recipe, images, origin } = editRequests(editor, checkpoint)(draft.seed)
    const { id, end } = engine.run(liveRecipe(recipe, checkpoint.scheduler), images, {
      first: true,
      quiet: true,
    })
    running = id
    asked = now
    const ended = await end
    if (running !== id) return
    running = undefined
    asked = undefined
    if (ended?.type === 'failed') {
      view.setState({ live: 'off' })
      return editor.fail(ended.error)
    }
    if (ended?.type !== 'done') return
    shown = now
    const { pixels, seconds } = ended
    jobs.setState({
      live: { bitmap: bitmaps.add(tiledFromPixels(pixels)), recipe: ended.recipe, seconds, origin },
    })
    history.sweep()
  }

  function changed(): void {
    if (!isLive(editor) || !isOpen(document.getState())) {
      interrupt()
      shown = undefined
      if (jobs.getState().live) jobs.setState({ live: undefined })
      return
    }
    if (view.getState().stroking) return interrupt()
    const now = signature(editor)
    if (now === (asked ?? shown)) return
    interrupt()
    timer = setTimeout(() => {
      timer = undefined
      void run()
    }, settleMs)
  }

  document.subscribe(changed)
  settings.subscribe((state, before) => {
    if (state.draft !== before.draft) changed()
  })
  view.subscribe((state, before) => {
    if (state.live !== before.live || state.stroking !== before.stroking) changed()
  })
  // The checkpoint may be open only now.
  jobs.subscribe((state, before) => {
    if (state.checkpoints !== before.checkpoints && timer === undefined && running === undefined) changed()
  })
}
