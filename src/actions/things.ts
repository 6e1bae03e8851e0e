// Masks of the things in a picture: one by a click, all of them, or what is behind them. What is where Toyland's segmenter says, or a
// model of the Hub that the person chose for photographs.
import type { Editor } from '../engine/editor'
import { showsOtherWorld } from '../engine/smallWorld'
import { composePicture } from '../canvas/composePicture'
import { invertMask } from '../canvas/kernels/mask'
import { maskFromCells } from '../canvas/kernels/maskFromCells'
import { maskFromMatte } from '../canvas/kernels/maskFromMatte'
import { subjectMap, thingMapAt } from '../canvas/kernels/things'
import type { Point } from '../canvas/kernels/fillPolygon'
import type { MaskOperation } from '../canvas/kernels/combineMasks'
import { commandJoining, joinMask } from '../canvas/shapeMask'
import type { Pixels } from '../shared/pixels'
import type { Segments } from '../shared/protocol/answers'
import { isOpen, type DocumentState } from '../state/document'

/** What was seen of a document's layers; layers never change. */
const seen = new WeakMap<DocumentState['layers'], Map<string, Promise<Segments | undefined>>>()

/** A run that is quicker needs no word. */
const patienceMs = 700

/** What is in the picture. While it takes a while that is said, and can be cancelled; what Toyland's segmenter does not know is said too. */
async function lookAt(
  editor: Editor,
  what: 'things' | 'subject',
  picture: Pixels,
): Promise<Segments | undefined> {
  const [cancelling, over] = [new AbortController(), new AbortController()]
  const timer = setTimeout(
    () =>
      editor.inform(editor.t('things.looking'), undefined, {
        action: { label: editor.t('run.cancel'), run: () => cancelling.abort() },
        until: over.signal,
      }),
    patienceMs,
  )
  try {
    const segments = await segmentsOf(editor, what, picture, cancelling.signal)
    if (segments) sayWhatIsStrange(editor, what)
    return segments
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}

/** Toyland's segmenter was shown drawings alone, and guesses at what a photograph shows. */
function sayWhatIsStrange({ document, settings, view, inform, t }: Editor, what: 'things' | 'subject'): void {
  if (settings.getState().seenBy[what] !== '' || !showsOtherWorld(document.getState())) return
  inform(t('things.drawingsOnly'), t(`things.drawingsOnlyHint.${what}`), {
    action: { label: t('action.settings'), run: () => view.setState({ dialog: 'settings' }) },
    lastsMs: 20_000,
  })
}

function segmentsOf(
  { document, engine, settings }: Editor,
  what: 'things' | 'subject',
  picture: Pixels,
  signal: AbortSignal,
): Promise<Segments | undefined> {
  const state = document.getState()
  const model = settings.getState().seenBy[what]
  const byModel = seen.get(state.layers) ?? new Map<string, Promise<Segments | undefined>>()
  seen.set(state.layers, byModel)
  // The pixels are given away.
  const copy = () => ({ ...picture, data: picture.data.slice() })
  const known = byModel.get(model) ?? engine.segment(copy(), model, signal)
  byModel.set(model, known)
  // What failed can be asked for again.
  void known.then((segments) => !segments && byModel.delete(model))
  return known
}

/** Joins the thing at a place of the canvas to the mask. */
export async function selectThingAt(
  editor: Editor,
  { x, y }: Point,
  operation: MaskOperation,
): Promise<void> {
  const { width, height } = editor.document.getState()
  const picture = composePicture(editor.document.getState(), editor.bitmaps)
  const segments = await lookAt(editor, 'things', picture)
  if (!segments || hasChanged(editor, picture)) return
  const mask = maskFromCells(thingMapAt(segments, x / width, y / height), picture)
  joinMask(editor, mask, { operation, name: 'history.maskThing' })
}

/** Joins every thing to the mask, or all that is behind them. */
export async function selectSubject(editor: Editor, what: 'subject' | 'background'): Promise<void> {
  const state = editor.document.getState()
  if (!isOpen(state)) return
  const picture = composePicture(state, editor.bitmaps)
  const segments = await lookAt(editor, 'subject', picture)
  if (!segments || hasChanged(editor, picture)) return
  const { coverage } = segments
  const subject = coverage
    ? maskFromMatte({ ...segments, coverage }, picture)
    : maskFromCells(subjectMap(segments), picture)
  if (subject.data.every((value) => value === 0)) return editor.inform(editor.t('things.none'))
  const mask = what === 'subject' ? subject : invertMask(subject)
  const name = what === 'subject' ? 'history.maskSubject' : 'history.maskBackground'
  joinMask(editor, mask, { operation: commandJoining(editor), name })
  editor.view.setState({ showMasks: true })
}

/** Whether the canvas is another by now. */
const hasChanged = ({ document }: Editor, { width, height }: Pixels) =>
  document.getState().width !== width || document.getState().height !== height
