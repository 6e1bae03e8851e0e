// Running an edit: what the button says, whether it can be pressed, and what it does.
import type { Editor } from '../app/editor'
import { composeMask, composePicture, hasMask } from '../canvas/composePicture'
import { fillUncovered } from '../canvas/fillUncovered'
import { pixelsFromMask } from '../canvas/kernels/mask'
import { leavesNoStep, recipeFromDraft } from '../engine/draftRecipe'
import type { Pixels } from '../shared/pixels'
import type { CheckpointSummary } from '../shared/protocol'
import { isOpen, type Layer } from '../state/document'
import { summaryOf } from '../state/jobs'
import { changeDraft, type Draft } from '../state/settings'
import type { TextKey } from '../strings/text'

/** How many prompts are remembered. */
const promptsKept = 50

export interface RunPlan {
  readonly label: TextKey
  /** Why it cannot be run now, in words. */
  readonly obstacle?: TextKey
  /** What it has to wait for before it runs, in words. */
  readonly waits?: TextKey
}

/** What pressing the button would do. */
export function runPlan({ document, bitmaps, jobs, settings }: Editor): RunPlan {
  const state = document.getState()
  const { draft } = settings.getState()
  const size = ({ bitmap }: Layer) => bitmaps.get(bitmap)
  /** Whether a picture reaches to every edge; where none does, the canvas was extended. */
  const covers = (layer: Layer) =>
    (layer.kind === 'image' || layer.kind === 'result') &&
    layer.visible &&
    layer.x <= 0 &&
    layer.y <= 0 &&
    layer.x + size(layer).width >= state.width &&
    layer.y + size(layer).height >= state.height
  const masked = isOpen(state) && hasMask(state, bitmaps)
  const label = runLabel(draft, masked, state.layers.some(covers))
  const obstacle = obstacleTo({
    draft,
    // A canvas on which nothing is shown has nothing to edit.
    open: state.layers.some(({ kind, visible }) => kind !== 'mask' && visible),
    engine: jobs.getState().engine,
    masked,
    ...entryOf(jobs, draft),
  })
  if (obstacle === 'run.opening')
    return { label, waits: jobs.getState().runAsked ? 'run.afterOpening' : 'run.opening' }
  return { label, ...(obstacle && { obstacle }) }
}

function runLabel({ mode }: Draft, masked: boolean, covered: boolean): TextKey {
  if (mode === 'generate') return 'run.generate'
  if (!masked) return 'run.edit'
  return covered ? 'run.editSelection' : 'run.extend'
}

interface Circumstances {
  readonly draft: Draft
  readonly open: boolean
  readonly masked: boolean
  readonly engine: 'starting' | 'ready' | 'failed'
  readonly opening: boolean
  readonly summary: CheckpointSummary | undefined
}

function obstacleTo({ draft, open, masked, engine, opening, summary }: Circumstances): TextKey | undefined {
  if (engine === 'failed') return 'run.engineFailed'
  if (draft.mode === 'edit' && !open) return 'run.noPicture'
  if (draft.text[draft.mode].trim() === '')
    return draft.mode === 'edit' ? 'run.noInstruction' : 'run.noPrompt'
  if (opening || (engine === 'starting' && !summary)) return 'run.opening'
  if (!summary) return 'run.noCheckpoint'
  if (draft.mode === 'generate' && summary.kind !== 'text-to-image') return 'run.cannotGenerate'
  if (draft.mode === 'edit' && summary.kind === 'depth') return 'run.depthNotYet'
  if (leavesNoStep(draft, summary, masked)) return 'run.noStep'
  return undefined
}

function entryOf(jobs: Editor['jobs'], draft: Draft) {
  const id = draft.checkpoint[draft.mode]
  const entry = jobs.getState().checkpoints.find((each) => each.id === id)
  return { opening: entry?.status === 'opening', summary: entry?.summary }
}

/**
 * Queues as many edits as candidates are wanted; while the checkpoint is still being opened, once it is, and asking again takes
 * it back.
 */
export function runEdit(editor: Editor): void {
  const { obstacle, waits } = runPlan(editor)
  if (obstacle) return
  if (waits) return askForLater(editor)
  const { draft } = editor.settings.getState()
  const seed = draft.seedLocked ? draft.seed : randomSeed()
  submit(editor, seed, draft.candidates)
}

function askForLater(editor: Editor): void {
  const { jobs } = editor
  const { runAsked } = jobs.getState()
  jobs.setState({ runAsked: !runAsked })
  if (runAsked) return
  const stop = jobs.subscribe((state) => {
    if (state.runAsked && runPlan(editor).waits) return
    stop()
    if (!state.runAsked) return
    jobs.setState({ runAsked: false })
    runEdit(editor)
  })
}

/** Queues edits with the panel's settings and seeds from `firstSeed` on. */
function submit(editor: Editor, firstSeed: number, count: number): void {
  const { document, bitmaps, jobs, settings, engine } = editor
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  if (!checkpoint) return
  const state = document.getState()
  const edits = draft.mode === 'edit' && isOpen(state)
  const mask = edits ? composeMask(state, bitmaps) : undefined
  const picture = edits ? fillUncovered(composePicture(state, bitmaps), mask) : undefined
  for (let at = 0; at < count; at++) {
    const recipe = recipeFromDraft({
      draft,
      checkpoint,
      seed: firstSeed + at,
      masked: mask !== undefined,
      ...(picture && { picture: { width: picture.width, height: picture.height } }),
    })
    engine.submit(recipe, {
      // Each edit gives its pixels away, so each has its own.
      ...(picture && { image: copyOf(picture) }),
      ...(mask && { mask: pixelsFromMask(mask) }),
    })
  }
  changeDraft(settings, { seed: firstSeed })
  remember(editor, draft.text[draft.mode].trim())
}

export const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

const copyOf = ({ width, height, data }: Pixels): Pixels => ({ width, height, data: data.slice() })

function remember({ settings }: Editor, prompt: string): void {
  settings.setState(({ prompts }) => ({
    prompts: [prompt, ...prompts.filter((other) => other !== prompt)].slice(0, promptsKept),
  }))
}
