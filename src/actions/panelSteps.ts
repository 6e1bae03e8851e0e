// Removals from the edit panel, and settings that others take the place of: undone by the notice that tells of them, and by Ctrl+Z
// as long as the document has not changed since.
import type { Editor } from '../engine/editor'
import { forgetting, type Named } from '../engine/rememberedValues'
import { withLost, withoutLost, type LostOfCard } from '../engine/lostOfCard'
import { freeKey } from '../shared/guideUses'
import { isSameJson, withoutUnused } from '../shared/unusedFields'
import { mostPanelSteps, type PanelStep } from '../state/panelSteps'
import type { AddOnCard, Draft, GuideCard, SettingsState } from '../state/settings'
import { draftReaders } from '../state/settingsReaders'

type Panel = Pick<Editor, 'view' | 'history' | 'settings' | 'inform' | 't'>
/** The notice that offers to undo it. */
interface Told {
  readonly title: string
  readonly hint?: string | undefined
}

type Change = Omit<PanelStep, 'behind' | 'notice'> & Partial<Pick<PanelStep, 'behind'>>

/** How long a removal is told. */
const toldMs = 12_000

/** The document's last step that is done, or one before it. */
const lastStep = ({ history }: Pick<Editor, 'history'>, before = 0) =>
  history.steps()[history.store.getState().position - 1 - before]

/** Does what `change.redo` says, as a step. Without `told`, which is asked for afterwards, nothing is said of it. */
function doPanelStep(editor: Panel, change: Change, told?: () => Told): void {
  const step: PanelStep = { behind: lastStep(editor), ...change, notice: new AbortController() }
  apply(editor, step, 'redo')
  editor.view.setState(({ panelSteps: { done } }) => ({
    panelSteps: { done: [...done, step].slice(-mostPanelSteps), undone: [] },
  }))
  if (!told) return
  const label = editor.t('action.undo')
  const { title, hint } = told()
  editor.inform(title, hint, {
    action: { label, run: () => undoStep(editor, step) },
    lastsMs: toldMs,
    until: step.notice.signal,
  })
}

/** The step of the panel that comes before the document's next one to undo, or to redo. */
function next(editor: Pick<Editor, 'view' | 'history'>, which: 'done' | 'undone'): PanelStep | undefined {
  const step = editor.view.getState().panelSteps[which].at(-1)
  return step && step.behind === lastStep(editor) ? step : undefined
}

export const panelStepToUndo = (editor: Pick<Editor, 'view' | 'history'>) => next(editor, 'done')
export const panelStepToRedo = (editor: Pick<Editor, 'view' | 'history'>) => next(editor, 'undone')

/** Undoes a step, the last one or not; one that is undone already is left. */
export function undoStep(editor: Pick<Editor, 'view' | 'settings'>, step: PanelStep): void {
  const { done, undone } = editor.view.getState().panelSteps
  if (!done.includes(step)) return
  step.notice.abort()
  apply(editor, step, 'undo')
  editor.view.setState({
    panelSteps: { done: done.filter((other) => other !== step), undone: [...undone, step] },
  })
}

export function redoStep(editor: Pick<Editor, 'view' | 'settings'>, step: PanelStep): void {
  const { done, undone } = editor.view.getState().panelSteps
  apply(editor, step, 'redo')
  editor.view.setState({
    panelSteps: { done: [...done, step], undone: undone.filter((other) => other !== step) },
  })
}

function apply({ settings }: Pick<Editor, 'settings'>, step: PanelStep, way: 'undo' | 'redo'): void {
  settings.setState(step[way](settings.getState()))
  if (way === 'undo') step.undone?.()
  else step.redone?.()
}

const withDraft = ({ draft }: SettingsState, change: Partial<Draft>): Partial<SettingsState> => ({
  draft: { ...draft, ...change },
})

/** Removes a guide's card; it comes back in its place. @param name of the card, for people */
export function removeCard(editor: Panel, card: GuideCard, name: string): void {
  const place = editor.settings.getState().draft.guides.findIndex(({ key }) => key === card.key)
  let back = card
  doPanelStep(
    editor,
    {
      redo: (settings) =>
        withDraft(settings, { guides: settings.draft.guides.filter(({ key }) => key !== back.key) }),
      undo: (settings) => {
        const { guides } = settings.draft
        // Another of the same guide may have been added meanwhile.
        const taken = guides.map(({ key }) => key)
        back = { ...card, key: taken.includes(card.key) ? freeKey(card.id, taken) : card.key }
        return withDraft(settings, { guides: guides.toSpliced(place, 0, back) })
      },
    },
    () => ({ title: editor.t('panel.removed', { name }) }),
  )
}

/** Removes what another version left in the panel and this one cannot use. */
export function removeUnused(editor: Panel): void {
  const before = editor.settings.getState().draft
  const after = withoutUnused(before, draftReaders)
  const name = editor.t('panel.otherVersion')
  doPanelStep(
    editor,
    {
      redo: ({ draft }) => ({ draft: withoutUnused(draft, draftReaders) }),
      // Fields that were changed since stay.
      undo: ({ draft }) => ({
        draft: {
          ...before,
          ...Object.fromEntries(
            Object.entries(draft).filter(([field, value]) => !isSameJson(value, after[field as keyof Draft])),
          ),
        },
      }),
    },
    () => ({ title: editor.t('panel.removed', { name }) }),
  )
}

/** Changes a card where that takes something out of it. @param name of what it takes out, for people */
export function loseOfCard(editor: Panel, { key }: GuideCard, lost: LostOfCard, name: string): void {
  const change = (becomes: typeof withLost) => (settings: SettingsState) =>
    withDraft(settings, {
      guides: settings.draft.guides.map((card) => {
        if (card.key !== key) return card
        return { ...card, values: { ...card.values, [lost.field]: becomes(card.values[lost.field], lost) } }
      }),
    })
  doPanelStep(editor, { redo: change(withoutLost), undo: change(withLost) }, () => ({
    title: editor.t('panel.removed', { name }),
  }))
}

/** Removes an add-on, and closes its file; it is opened again when it comes back. */
export function removeAddOn(editor: Panel & Pick<Editor, 'engine' | 'jobs'>, card: AddOnCard): void {
  const { settings, jobs, engine, t } = editor
  const { id } = card
  const place = settings.getState().draft.addOns.findIndex((one) => one.id === id)
  const source = jobs.getState().addOns.find((one) => one.id === id)?.source
  doPanelStep(
    editor,
    {
      redo: (state) => withDraft(state, { addOns: state.draft.addOns.filter((one) => one.id !== id) }),
      redone: () => engine.closeAddOn(id),
      undo: (state) =>
        state.draft.addOns.some((one) => one.id === id)
          ? {}
          : withDraft(state, { addOns: state.draft.addOns.toSpliced(place, 0, card) }),
      undone: () => {
        if (source && !jobs.getState().addOns.some((one) => one.id === id)) engine.openAddOn(id, source)
      },
    },
    () => ({ title: t('panel.removed', { name: id }) }),
  )
}

/** Forgets values that were remembered under a name. */
export function forgetRemembered(editor: Panel, one: Named): void {
  const place = editor.settings.getState().remembered.indexOf(one)
  doPanelStep(
    editor,
    {
      redo: ({ remembered }) => ({ remembered: forgetting(remembered, one) }),
      undo: ({ remembered }) => ({ remembered: remembered.toSpliced(place, 0, one) }),
    },
    () => ({ title: editor.t('panel.removed', { name: one.name }) }),
  )
}

/**
 * Puts cards in the place of those of their kind; the others stay. They came with the document's last step, which is undone first.
 * Undone, those that were changed since stay.
 */
export function replaceCards(
  editor: Panel,
  isOne: (card: GuideCard) => boolean,
  next: readonly GuideCard[],
): void {
  const before = editor.settings.getState().draft.guides.filter(isOne)
  const swapped = (from: readonly GuideCard[], to: readonly GuideCard[]) => (settings: SettingsState) => {
    const { guides } = settings.draft
    if (!isSameJson(guides.filter(isOne), from)) return {}
    return withDraft(settings, { guides: [...guides.filter((card) => !isOne(card)), ...to] })
  }
  doPanelStep(editor, {
    redo: swapped(before, next),
    undo: swapped(next, before),
    behind: lastStep(editor, 1),
  })
}

/**
 * Puts other settings in place of what stands in the panel. Undone, those that were changed since stay.
 * @param withStep they came with the document's last step, which is undone first
 */
export function replaceInDraft(
  editor: Panel,
  change: Partial<Draft>,
  told?: () => Told,
  { withStep = false } = {},
): void {
  const keys = Object.keys(change) as (keyof Draft)[]
  const before = editor.settings.getState().draft
  const swapped = (from: Partial<Draft>, to: Partial<Draft>) => (settings: SettingsState) => {
    const same = keys.filter((key) => settings.draft[key] === from[key])
    return withDraft(settings, Object.fromEntries(same.map((key) => [key, to[key]])))
  }
  const step = { redo: swapped(before, change), undo: swapped(change, before) }
  doPanelStep(editor, withStep ? { ...step, behind: lastStep(editor, 1) } : step, told)
}
