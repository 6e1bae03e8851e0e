// A prompt in ComfyUI's syntax, whatever syntax it was typed in: (words:1.2), and backslashes before brackets that are none.
import { PalimpsestError } from '../../shared/errors'
import type { Message } from '../../shared/message'
import { parsePrompt } from '../../shared/prompt/parsePrompt'
import { messages } from '../messages'

/** @throws PalimpsestError('recipe') for what ComfyUI's text nodes cannot say */
export function weightedText(text: string, { steps }: { readonly steps: number }): string {
  const { parts } = parsePrompt(text, { syntax: 'both', steps })
  const [only] = parts
  if (parts.length !== 1 || !only) throw beyond(messages.joinedPrompts())
  return only.fragments
    .map(({ text: words, weight, from, until, breakBefore }) => {
      if (from > 0 || until < 1) throw beyond(messages.wordsInPart())
      if (breakBefore) throw beyond(messages.break())
      return weight === 1 ? escaped(words) : `(${escaped(words)}:${weight})`
    })
    .join('')
}

/** A text that is read as it stands. */
export const escaped = (text: string): string => text.replaceAll(/[\\()]/g, String.raw`\$&`)

const beyond = (what: Message) => new PalimpsestError(messages.comfyPrompt({ what }))
