// The pace of edits follows the checkpoint and what is used with it, as long as the person has not set it; few steps without
// guidance are left where they do not suit, and their add-on is fetched when the panel names it.
import type { Editor } from '../engine/editor'
import { isBundledAddOn, mostFewSteps } from '../engine/fewSteps'
import { atPace, hasFewSteps, otherCards, ownAddOns, paceAhead, paceSets } from '../engine/pace'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { summaryOf } from '../state/jobs'
import { changeDraft, type Draft } from '../state/settings'

const bundledIn = ({ addOns }: Draft): readonly string[] =>
  addOns.filter(({ id, enabled }) => enabled && isBundledAddOn(id)).map(({ id }) => id)

/** What the pace depends on. */
interface Conditions {
  readonly checkpoint: string
  readonly used: string
}

const conditionsOf = (draft: Draft, checkpoint: CheckpointSummary): Conditions => ({
  checkpoint: checkpoint.id,
  used: JSON.stringify([
    otherCards(draft, checkpoint).map(({ card }) => card.key),
    ownAddOns(draft, checkpoint),
    draft.negativePrompt.trim() === '',
  ]),
})

/** What a pace sets. */
const runOf = ({ steps, scheduler, sigmas, eta, guides }: Draft): string =>
  JSON.stringify([
    [steps, scheduler, sigmas, eta],
    guides.filter(({ id }) => paceSets(id)).map(({ id, enabled, values }) => [id, enabled, values]),
  ])

/** Follows the stores for as long as the page lives. */
export function followPace({
  settings,
  jobs,
  engine,
  t,
  inform,
}: Pick<Editor, 'settings' | 'jobs' | 'engine' | 't' | 'inform'>): void {
  /** Under which the pace was set last; undefined before the first checkpoint, and after a recipe was put into the panel. */
  let last: Conditions | undefined
  let isSetting = false

  function set(change: Partial<Draft>): void {
    isSetting = true
    changeDraft(settings, change)
    isSetting = false
  }

  function follow(): void {
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    if (!checkpoint) return
    const [before, now] = [last, conditionsOf(draft, checkpoint)]
    if (before?.checkpoint === now.checkpoint && before.used === now.used) return
    last = now
    // A recipe that is put into the panel brings its own steps, and is left as it is.
    if (draft.pace === 'own' && before === undefined) return
    const next = paceAhead(draft, checkpoint, before?.checkpoint !== now.checkpoint)
    if (runOf(next) === runOf(draft)) return
    set(next)
    if (before?.checkpoint === now.checkpoint && hasFewSteps(draft))
      inform(t('pace.left', { steps: next.steps }), t('pace.leftWhy'))
  }

  /** Guidance that is set by hand is for as many steps as are usual. */
  function leaveFewSteps(): void {
    const steps = 20
    set({ steps, scheduler: 'checkpoint', sigmas: 'checkpoint' })
    inform(t('pace.left', { steps }), t('pace.leftWhy'))
  }

  /** Who asks for many steps wants all that they can do. */
  function takeGuidance({ steps }: Draft): void {
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    if (!checkpoint) return
    set({ ...atPace(draft, checkpoint, 'quality'), steps, pace: 'own' })
    inform(t('pace.guided'), t('pace.leftWhy'))
  }

  function open(): void {
    const known = new Set(jobs.getState().addOns.map(({ id }) => id))
    for (const id of bundledIn(settings.getState().draft)) if (!known.has(id)) engine.openBundledAddOn(id)
  }

  settings.subscribe(({ draft }, { draft: before }) => {
    if (draft === before || isSetting) return
    // Nothing else changes both at once.
    const isRecipe = draft.checkpoint !== before.checkpoint && draft.guides !== before.guides
    if (isRecipe) last = undefined
    if (draft.pace === 'suited' && runOf(draft) !== runOf(before)) set({ pace: 'own' })
    if (!isRecipe && hasFewSteps(before) && draft.scheduler === before.scheduler) {
      const sameGuides = draft.guides === before.guides
      if (sameGuides && draft.steps !== before.steps && draft.steps > mostFewSteps) takeGuidance(draft)
      if (!sameGuides && draft.steps === before.steps && !hasFewSteps(draft)) leaveFewSteps()
    }
    follow()
    open()
  })
  jobs.subscribe(follow)
  follow()
  open()
}
