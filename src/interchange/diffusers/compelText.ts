// A prompt in compel's syntax, whatever syntax it was typed in.
import { PalimpsestError } from '../../shared/errors'
import type { Message } from '../../shared/message'
import { parsePrompt } from '../../shared/prompt/parsePrompt'
import type { PromptPart } from '../../shared/prompt/promptSyntax'
import { messages } from '../messages'

/** @throws PalimpsestError('recipe') for what compel's syntax cannot say */
export function compelText(text: string, { steps }: { readonly steps: number }): string {
  const { parts, join } = parsePrompt(text, { syntax: 'both', steps })
  const [only] = parts
  if (parts.length === 1 && only) return written(only)
  const quoted = parts.map((part) => JSON.stringify(written(part))).join(', ')
  return `(${quoted}).${join}(${parts.map(({ weight }) => weight).join(', ')})`
}

function written({ fragments }: PromptPart): string {
  return fragments
    .map(({ text, weight, from, until, breakBefore }) => {
      if (from > 0 || until < 1) throw beyond(messages.wordsInPart())
      if (breakBefore) throw beyond(messages.break())
      const plain = text.replaceAll(/[\\()+"-]/g, (sign) =>
        sign === '-' || sign === '+' ? sign : `\\${sign}`,
      )
      if (weight === 1) return plain
      const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(plain) ?? []
      return inner === '' ? plain : `${before}(${inner})${weight}${after}`
    })
    .join('')
}

const beyond = (what: Message) => new PalimpsestError(messages.compelPrompt({ what }))
