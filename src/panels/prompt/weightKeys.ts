import type { KeyboardEvent } from 'react'
import { changeWeight } from '../../shared/prompt/changeWeight'
import type { PromptSyntax } from '../../shared/prompt/promptSyntax'

/** Ctrl+Up and Ctrl+Down in a prompt: more or less weight for what is selected. */
export function weightKeys(syntax: PromptSyntax) {
  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const field = event.currentTarget
    const selection = [field.selectionStart, field.selectionEnd] as const
    const change = changeWeight(field.value, selection, event.key === 'ArrowUp' ? 1 : -1, syntax)
    if (!change) return
    event.preventDefault()
    field.setSelectionRange(change.start, change.end)
    // The one way to change a field so that its own undo knows of it; deprecated without a successor.
    document.execCommand('insertText', false, change.replacement)
    field.setSelectionRange(...change.selection)
  }
}
