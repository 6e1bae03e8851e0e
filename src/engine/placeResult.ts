// A finished edit becomes a candidate on the canvas, as a step that can be undone.
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { EngineContext } from './engineContext'
import type { EngineEvent } from '../shared/protocol/event'
import type { Region } from '../shared/pixels'
import { sharedWithPicture } from './sharedWithPicture'
import { basisFrom } from '../state/basis'
import type { Candidate, DocumentState } from '../state/document'
import { keepResults } from '../state/gallery'
import type { EditOrigin } from '../state/jobs'

type Done = Extract<EngineEvent, { type: 'done' }>
type PlaceContext = Pick<
  EngineContext,
  'document' | 'gallery' | 'bitmaps' | 'history' | 'jobs' | 'view' | 'inform'
>

/** Puts a finished edit into the gallery, and beside the picture, where it waits to be accepted. */
export function placeResult(context: PlaceContext, event: Done, origin?: EditOrigin): void {
  const { document, gallery, bitmaps, history, view, inform } = context
  const { pixels, recipe, seconds, notes } = event
  const state = document.getState()
  const base = canvasFor(state, pixels, nameFrom(recipe.prompt), bitmaps)
  const place = contained(pixels, base)
  const candidate: Candidate = {
    id: crypto.randomUUID(),
    bitmap: bitmaps.add(sharedWithPicture(tiledFromPixels(pixels), context)),
    place,
    recipe,
    seconds,
    notes,
    ...(origin?.basis && { basis: basisFrom(origin.basis, place) }),
    ...(origin?.replaces !== undefined && { replaces: origin.replaces }),
  }
  keepResults(gallery, bitmaps, [{ ...resultOf(candidate), madeAt: Date.now() }])
  const made = recipe.image === undefined ? 'history.generated' : 'history.edited'
  history.commit(
    made,
    { ...base, candidates: [...base.candidates, candidate] },
    origin?.lot && `results ${origin.lot}`,
  )
  takeAlong(context, event.job)
  view.setState({ candidate: candidate.id, compare: 'result', against: undefined })
  for (const note of notes) inform(note)
}

/** What guides showed of a picture that gave the canvas its size belongs to that canvas. */
function takeAlong({ document, jobs }: PlaceContext, job: string): void {
  const { width, height, layers } = document.getState()
  if (layers.length > 0) return
  jobs.setState(({ shown }) => ({
    shown: shown.map((one) => (one.job === job ? { ...one, canvas: { width, height } } : one)),
  }))
}

/** The document with a canvas that is the result's where there is no layer yet; what waits beside it is placed anew. */
export function canvasFor(
  state: DocumentState,
  { width, height }: { readonly width: number; readonly height: number },
  name: string,
  bitmaps: PlaceContext['bitmaps'],
): DocumentState {
  if (state.layers.length > 0) return state
  const canvas = { width, height }
  const candidates = state.candidates.map((candidate) => ({
    ...candidate,
    place: contained(bitmaps.picture(candidate.bitmap), canvas),
  }))
  return { ...state, ...canvas, name, candidates }
}

const resultOf = ({ id, bitmap, recipe, seconds, notes }: Candidate) => ({
  id,
  bitmap,
  recipe,
  seconds,
  notes,
})

/** Where a picture lies on the canvas: as large as fits, in the middle. */
export function contained(
  picture: { readonly width: number; readonly height: number },
  canvas: { readonly width: number; readonly height: number },
): Region {
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height)
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  return {
    left: Math.round((canvas.width - width) / 2),
    top: Math.round((canvas.height - height) / 2),
    width,
    height,
  }
}

/** The first words of a prompt, as a file's name. */
const nameFrom = (prompt: string) =>
  prompt.trim().split(/\s+/).slice(0, 6).join(' ').slice(0, 60) || 'picture'
