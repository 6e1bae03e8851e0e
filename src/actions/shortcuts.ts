// Keys to actions.
import type { Editor } from '../app/editor'
import type { Action } from './action'
import { actions, isEnabled } from './table'

/** Where keys mean tools and results. */
export const focusCanvas = (): void => document.querySelector<HTMLElement>('[data-canvas]')?.focus()

const isMac = (): boolean => /Mac|iPad|iPhone/.test(navigator.userAgent)

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

/** The combination that an event stands for, in the table's writing; several where a layout allows several readings. */
function combinationsOf(event: KeyboardEvent): string[] {
  const prefix = `${event.ctrlKey || event.metaKey ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}`
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  const bracket = { BracketLeft: '[', BracketRight: ']' }[event.code]
  // Letters by their place, so that shortcuts work while another script (Hangul, say) is typed.
  const name =
    bracket ??
    (letter && !/^[a-z]$/i.test(event.key)
      ? letter
      : event.key.length === 1
        ? event.key.toUpperCase()
        : event.key)
  if (!event.shiftKey) return [prefix + name]
  // "?" is Shift and another key on most layouts: it counts with and without Shift.
  return /^[A-Z]$/.test(name) || bracket || name.length > 1
    ? [`${prefix}Shift+${name}`]
    : [prefix + name, `${prefix}Shift+${name}`]
}

const isTextField = (target: EventTarget | null) =>
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
  if (!(target instanceof HTMLElement) || target === document.body) return false
  if (isDisabled(target)) return event.key === 'Tab'
  const withModifier = event.ctrlKey || event.metaKey
  if (isTextField(target)) {
    if (!withModifier) return true
    // Undo, copy and so on mean the text there.
    return ['z', 'y', 'c', 'v', 'x', 'a'].includes(event.key.toLowerCase())
  }
  if (withModifier) return false
  if (target.matches('[data-canvas]')) return false
  return (
    ['Enter', ' ', 'Tab', 'Escape'].includes(event.key) ||
    (/^Arrow|Home|End|Page/.test(event.key) && target.closest('[role]') !== null)
  )
}

/** Escape in a text field of the page gives the keys back to the canvas; in a dialog it closes that. */
function leavesTextField(event: KeyboardEvent, { view }: Editor): boolean {
  if (event.key !== 'Escape' || !isTextField(event.target) || view.getState().dialog !== undefined)
    return false
  focusCanvas()
  return true
}

/** The enabled action that an event asks for. */
function actionFor(event: KeyboardEvent, editor: Editor): Action | undefined {
  const combinations = combinationsOf(event)
  return actions.find(
    (action) => (action.keys ?? []).some((keys) => combinations.includes(keys)) && isEnabled(action, editor),
  )
}

/**
 * Listens to the keyboard until the result is called. Keys with Ctrl or Cmd come before the control that has the focus: its
 * library takes Ctrl+Enter on a switch for Enter.
 */
export function listenToShortcuts(editor: Editor): () => void {
  const abort = new AbortController()
  for (const capture of [true, false])
    window.addEventListener(
      'keydown',
      (event) => {
        if ((event.ctrlKey || event.metaKey) !== capture) return
        if (event.isComposing || (event.defaultPrevented && !isDisabled(event.target))) return
        if (leavesTextField(event, editor)) return
        if (belongsToControl(event)) return
        const { dialog } = editor.view.getState()
        const action = actionFor(event, editor)
        if (!action || (dialog !== undefined && action.id !== 'help.palette')) return
        event.preventDefault()
        event.stopPropagation()
        if (!event.repeat || action.repeats) action.run(editor)
      },
      { capture, signal: abort.signal },
    )
  return () => abort.abort()
}
