// Running an edit.
import type { Editor } from '../engine/editor'
import { summaryOf } from '../state/jobs'
import { changeDraft } from '../state/settings'
import { editRequests } from './editRequests'
import { randomSeed } from './randomSeed'
import { runPlan } from './runPlan'

/** How many prompts are remembered. */
const promptsKept = 50

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
  const { jobs, settings, engine } = editor
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  if (!checkpoint) return
  const request = editRequests(editor, checkpoint)
  const lot = crypto.randomUUID()
  // Several at once are looked at side by side.
  if (count > 1) editor.view.setState({ grid: true, marked: [] })
  for (let at = 0; at < count; at++) {
    const { recipe, images, origin } = request(firstSeed + at)
    engine.submit(recipe, images, { ...origin, lot })
  }
  changeDraft(settings, { seed: firstSeed })
  remember(editor, draft.text[draft.mode].trim())
}

function remember({ settings }: Editor, prompt: string): void {
  settings.setState(({ prompts }) => ({
    prompts: [prompt, ...prompts.filter((other) => other !== prompt)].slice(0, promptsKept),
  }))
}
