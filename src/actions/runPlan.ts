// What the run button says, and whether it can be pressed: everything that is known to stand in the way of an edit, in words.
import { guideMetas } from '../../workers/guidance/list'
import type { Editor } from '../engine/editor'
import { hasMask } from '../canvas/composePicture'
import { addOnProblems } from '../engine/addOnProblems'
import { cardProblems } from '../engine/cardProblems'
import { leavesNoStep } from '../engine/draftRecipe'
import { foretoldOf } from '../engine/foretoldOf'
import { actingCards, takesOrders } from '../engine/guideCards'
import { plannedRecipe, type EditInputs } from '../engine/plannedGuides'
import { samplerOf } from '../engine/samplerOf'
import { enlargeOf, upscalerOf } from '../engine/upscaling'
import { reportOf } from '../shared/errors'
import { checkUses } from '../shared/guidePlan'
import { defaultValues } from '../shared/guideValues'
import { checkEnlarged } from '../shared/pictureLimits'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { longestPrompt, type Recipe } from '../shared/recipe'
import { isOpen, isPicture, showsPicture, type DocumentState, type Layer } from '../state/document'
import { summaryOf } from '../state/jobs'
import type { Draft } from '../state/settings'
import { errorLine } from '../strings/worded'
import type { TextKey } from '../strings/text'
import type { Language } from '../strings/translation'
import { editAhead, editInputs } from './editAhead'

export interface RunPlan {
  readonly label: TextKey
  /** Why it cannot be run now, in the language of the page. */
  readonly obstacle?: string
  /** What it has to wait for before it runs, in words. */
  readonly waits?: TextKey
}

/** What pressing the button would do. */
export function runPlan(editor: Editor): RunPlan {
  const { document, bitmaps, jobs, settings, t } = editor
  const state = document.getState()
  const { draft } = settings.getState()
  const masked = isOpen(state) && hasMask(state, bitmaps)
  const label = runLabel(draft, masked, coversCanvas(state, bitmaps))
  const obstacle = obstacleTo({
    draft,
    // A canvas on which nothing is shown has nothing to edit.
    open: showsPicture(state),
    staged: state.candidates.length > 0,
    engine: jobs.getState().engine,
    masked,
    ...entryOf(jobs, draft),
  })
  if (obstacle === 'run.opening')
    return { label, waits: jobs.getState().runAsked ? 'run.afterOpening' : 'run.opening' }
  const said =
    obstacle === undefined
      ? (guideObstacle(editor, draft, editInputs(draft, state, bitmaps)) ?? foreseenRefusal(editor))
      : t(obstacle)
  return { label, ...(said !== undefined && { obstacle: said }) }
}

/** Whether an edit would fill what is new of a canvas that was made larger. */
export function isExtension({ document, bitmaps, settings }: Editor): boolean {
  const state = document.getState()
  const { draft } = settings.getState()
  const masked = isOpen(state) && hasMask(state, bitmaps)
  return runLabel(draft, masked, coversCanvas(state, bitmaps)) === 'run.extend'
}

/** Whether a picture reaches to every edge; where none does, the canvas was extended. */
function coversCanvas({ width, height, layers }: DocumentState, bitmaps: Editor['bitmaps']): boolean {
  const size = ({ bitmap }: Layer) => bitmaps.get(bitmap)
  return layers.some(
    (layer) =>
      isPicture(layer) &&
      layer.kind !== 'sketch' &&
      layer.visible &&
      layer.x <= 0 &&
      layer.y <= 0 &&
      layer.x + size(layer).width >= width &&
      layer.y + size(layer).height >= height,
  )
}

/** Why the panel's edit cannot be run on pictures other than the canvas, whole ones. */
export function obstacleElsewhere(editor: Editor): string | undefined {
  const { jobs, settings, t } = editor
  const draft: Draft = { ...settings.getState().draft, mode: 'edit' }
  const { engine } = jobs.getState()
  const obstacle = obstacleTo({
    draft,
    open: true,
    staged: false,
    masked: false,
    engine,
    ...entryOf(jobs, draft),
  })
  if (obstacle !== undefined) return t(obstacle)
  return guideObstacle(editor, draft, { picture: true, masked: false })
}

function runLabel({ mode }: Draft, masked: boolean, covered: boolean): TextKey {
  if (mode === 'generate') return 'run.generate'
  if (!masked) return 'run.edit'
  return covered ? 'run.editSelection' : 'run.extend'
}

interface Circumstances {
  readonly draft: Draft
  readonly open: boolean
  /** Results wait. */
  readonly staged: boolean
  readonly masked: boolean
  readonly engine: 'starting' | 'ready' | 'failed'
  readonly opening: boolean
  readonly summary: CheckpointSummary | undefined
}

function obstacleTo({
  draft,
  open,
  staged,
  masked,
  engine,
  opening,
  summary,
}: Circumstances): TextKey | undefined {
  if (engine === 'failed') return 'run.engineFailed'
  if (draft.mode === 'edit' && !open) return staged ? 'run.acceptFirst' : 'run.noPicture'
  if (draft.text[draft.mode].trim() === '' && !isLedAlone(draft, summary))
    return takesOrders(draft, summary) ? 'run.noInstruction' : 'run.noPrompt'
  if (isTooLong(draft.text[draft.mode])) return 'run.longPrompt'
  if (isTooLong(draft.negativePrompt)) return 'run.longNegativePrompt'
  if (opening || (engine === 'starting' && !summary)) return 'run.opening'
  if (!summary) return 'run.noCheckpoint'
  if (draft.mode === 'generate' && !['text-to-image', 'depth'].includes(summary.kind))
    return 'run.cannotGenerate'
  if (leavesNoStep(draft, summary, masked)) return 'run.noStep'
  if (
    draft.mode === 'generate' &&
    enlargeOf(draft, summary) > 1 &&
    upscalerOf(draft, summary.id) === undefined
  )
    return 'run.noUpscaler'
  return undefined
}

const isTooLong = (prompt: string) => prompt.length > longestPrompt

/** Whether a guide leads a new picture without words. */
const isLedAlone = (draft: Draft, summary: CheckpointSummary | undefined): boolean =>
  draft.mode === 'generate' &&
  summary !== undefined &&
  actingCards(draft, summary).some(({ card, meta }) =>
    meta.leadsAlone?.({ ...defaultValues(meta.fields), ...card.values }),
  )

/** What a guide or an add-on lacks or does not go with, and whatever else the engine would refuse. */
function guideObstacle(
  { document, bitmaps, jobs, settings }: Editor,
  draft: Draft,
  inputs: EditInputs,
): string | undefined {
  const { language } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  if (!checkpoint) return undefined
  const state = document.getState()
  const [problem] = cardProblems({
    draft,
    checkpoint,
    document: state,
    bitmaps,
    networks: jobs.getState().networks,
    language,
    ...inputs,
  }).values()
  const [addOn] = addOnProblems({ draft, checkpoint, document: state, bitmaps, language }).values()
  return problem ?? addOn ?? refusalOf(plannedRecipe(draft, checkpoint, inputs), draft, checkpoint, language)
}

/** What the engine found when it went through the edit on paper; of another edit than the present one it says nothing. */
function foreseenRefusal(editor: Editor): string | undefined {
  const { forecast } = editor.jobs.getState()
  if (!forecast?.refusal) return undefined
  const ahead = editAhead(editor)
  if (!ahead || foretoldOf(ahead.recipe, ahead.pictures) !== forecast.of) return undefined
  return errorLine(editor.settings.getState().language, forecast.refusal)
}

function refusalOf(
  recipe: Recipe,
  draft: Draft,
  checkpoint: CheckpointSummary,
  language: Language,
): string | undefined {
  const scheduler = samplerOf(draft, checkpoint)
  try {
    checkEnlarged(recipe)
    checkUses(recipe.guides, { ...recipe, ...(scheduler && { scheduler }) }, checkpoint, guideMetas)
    return undefined
  } catch (error) {
    return errorLine(language, reportOf(error))
  }
}

function entryOf(jobs: Editor['jobs'], draft: Draft) {
  const id = draft.checkpoint[draft.mode]
  const entry = jobs.getState().checkpoints.find((each) => each.id === id)
  return { opening: entry?.status === 'opening', summary: entry?.summary }
}
