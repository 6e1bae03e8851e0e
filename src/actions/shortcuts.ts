// Keys to actions.
import type { Editor } from '../engine/editor'
import { combinationsOf, holdsMod, isMac, letterOf, type KeyPress } from '../shared/keyCombinations'
import type { Action } from './action'
import { actions, isEnabled } from './table'
import { belongsToInputMethod } from '../ui/composing'

/** Where keys mean tools and results. */
export const focusCanvas = (): void => document.querySelector<HTMLElement>('[data-canvas]')?.focus()

const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}
const macSigns: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌫',
}

/** "Mod+Shift+Z" as people of this platform read it. */
export function shownKeys(keys: string): string {
  const parts = keys.split('+').filter((part) => part !== '')
  // "+" itself is a key.
  if (keys.endsWith('+')) parts.push('+')
  const signs: Readonly<Record<string, string>> = isMac()
    ? { ...arrows, ...macSigns }
    : { ...arrows, Mod: 'Ctrl' }
  return parts.map((part) => signs[part] ?? part).join(isMac() ? '' : '+')
}

export const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.matches('textarea, [contenteditable]') ||
    (target instanceof HTMLInputElement &&
      !['range', 'checkbox', 'radio', 'button', 'color'].includes(target.type)))

/** A button that disabled itself keeps the focus, and the library swallows its keys; they mean what they mean elsewhere. */
const isDisabled = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('button')?.getAttribute('aria-disabled') === 'true'

/** Whether a control that has the focus uses this key itself. */
function belongsToControl(event: KeyboardEvent): boolean {
  const { target } = event
  // Text that was selected, of an error or anywhere, is what is copied.
  if (letterOf(event) === 'C' && holdsMod(event, isMac()) && hasSelectedText()) return true
  if (!(target instanceof HTMLElement) || target === document.body) return false
  if (isDisabled(target)) return event.key === 'Tab'
  const withModifier = holdsMod(event, isMac())
  if (isTextField(target)) {
    if (!withModifier) return true
    // Undo, copy and so on mean the text there.
    return ['Z', 'Y', 'C', 'V', 'X', 'A'].includes(letterOf(event) ?? '')
  }
  if (withModifier) return false
  if (target.matches('[data-canvas]')) return false
  return (
    ['Enter', ' ', 'Tab', 'Escape'].includes(event.key) ||
    (/^Arrow|Home|End|Page/.test(event.key) && target.closest('[role]') !== null)
  )
}

const hasSelectedText = () => (getSelection()?.toString() ?? '') !== ''

/** Escape in a text field of the page gives the keys back to the canvas; in a dialog it closes that. */
function leavesTextField(event: KeyboardEvent, { view }: Editor): boolean {
  const isTaken = belongsToInputMethod(event) || view.getState().dialog !== undefined
  if (event.key !== 'Escape' || !isTextField(event.target) || isTaken) return false
  focusCanvas()
  return true
}

/** The enabled action that an event asks for. */
function actionFor(event: KeyPress, editor: Editor): Action | undefined {
  const fits = (keys: string) => (action: Action) =>
    (action.keys ?? []).includes(keys) && isEnabled(action, editor)
  for (const keys of combinationsOf(event, isMac())) {
    const action = actions.find(fits(keys))
    if (action) return action
  }
  return undefined
}

/**
 * Listens to the keyboard until the result is called. Keys with Ctrl or Cmd come before the control that has the focus: its
 * library takes Ctrl+Enter on a switch for Enter.
 */
export function listenToShortcuts(editor: Editor): () => void {
  const abort = new AbortController()
  const { signal } = abort
  const composed = afterComposition(signal)
  for (const capture of [true, false])
    window.addEventListener(
      'keydown',
      (event) => {
        if ((event.ctrlKey || event.metaKey) !== capture) return
        if (event.defaultPrevented && !isDisabled(event.target)) return
        if (event.isComposing) {
          // A syllable is open: the key commits it, and then acts on all of the text.
          const action = isEnter(event) ? actionFor({ ...pressOf(event), key: 'Enter' }, editor) : undefined
          if (action) composed.run(event, () => action.run(editor))
          return
        }
        if (leavesTextField(event, editor)) return
        if (belongsToControl(event)) return
        const { dialog } = editor.view.getState()
        const action = actionFor(event, editor)
        if (!action || (dialog !== undefined && action.id !== 'help.palette')) return
        event.preventDefault()
        event.stopPropagation()
        if (isEnter(event) && composed.hasRun()) return
        // While something is drawn or dragged, keys are that gesture's; Escape and undo end it.
        if (editor.view.getState().stroking) return
        if (!event.repeat || action.repeats) action.run(editor)
      },
      { capture, signal },
    )
  return () => abort.abort()
}

/** Ctrl+Enter: what an input method takes for itself keeps its place. */
const isEnter = (event: KeyboardEvent) =>
  holdsMod(event, isMac()) &&
  (event.code === 'Enter' || event.code === 'NumpadEnter' || event.key === 'Enter')

const pressOf = ({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) => ({
  code,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
})

/**
 * Runs what a key asked for while a text was being composed, once that is in its field. Some systems send the key again when the
 * composition has ended, others do not: it acts once.
 */
function afterComposition(signal: AbortSignal) {
  let waiting: (() => void) | undefined
  let hasRun = false
  window.addEventListener('keyup', () => (hasRun = false), { signal })
  const runWaiting = () => {
    const run = waiting
    waiting = undefined
    if (!run) return
    hasRun = true
    run()
  }
  // The field's own change comes with the event or right behind it.
  window.addEventListener('compositionend', () => setTimeout(runWaiting), { signal })
  return {
    run({ target }: Event, act: () => void): void {
      if (waiting || hasRun) return
      waiting = act
      setTimeout(() => {
        if (!waiting || !(target instanceof HTMLElement)) return
        // The input method left the syllable open; leaving the field commits it.
        target.blur()
        target.focus({ preventScroll: true })
      }, 50)
    },
    hasRun: () => hasRun || waiting !== undefined,
  }
}
