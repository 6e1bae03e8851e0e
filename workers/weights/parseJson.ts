// JSON as weights need it. JSON.parse keeps the last of two equal keys of a configuration without a word, rounds an offset past 2^53,
// and refuses the `-Infinity` that Python writes into scheduler_config.json. Hence a parser of our own.
import type { Message } from '../../src/shared/message'
import { messages } from './messages'

/** What is wrong with a JSON text, and where. The reader that knows the file turns it into a `PalimpsestError`. */
export class JsonError extends Error {
  override readonly name = 'JsonError'

  constructor(readonly problem: Message) {
    super(problem.english)
  }
}

/** That of the reference reader of safetensors; keeps a hostile file from exhausting the stack. */
const MAX_DEPTH = 127

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const BLANK = /[ \t\n\r]*/y
const WORD = /-?[A-Za-z]+/y

/** What the grammar asks for, in words for messages. */
const NAMES = {
  '{': messages.brace,
  '}': messages.closingBrace,
  '[': messages.bracket,
  ']': messages.closingBracket,
  '"': messages.string,
  ':': messages.colon,
  ',': messages.comma,
}

const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])
/** Python's `json.dump` writes these by default, though RFC 8259 has no such numbers. */
const PYTHON_WORDS = new Map<string, unknown>([
  ...WORDS,
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

/**
 * Parses a JSON text (RFC 8259).
 * @param as 'configuration' also takes NaN, Infinity and -Infinity, and no key twice. 'header' reads as the reference reader of
 *   safetensors does: the last of equal keys, and for numbers that are no sizes (those with a sign, a point or an exponent, or past
 *   2^64 - 1) NaN, since they may stand in fields that mean nothing. Those past 2^53 - 1 are rounded.
 * @param onTwice hears of each object of a header that had equal keys
 * @throws JsonError that says what is wrong and at which character.
 */
export function parseJson(
  text: string,
  as: 'configuration' | 'header',
  onTwice?: (object: object, keys: readonly string[]) => void,
): unknown {
  const words = as === 'configuration' ? PYTHON_WORDS : WORDS
  let at = 0

  const fail = (what: Message): never => {
    throw new JsonError(messages.atCharacter({ what, position: at + 1 }))
  }
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? ''
  }
  /** The next character that is not blank, or '' at the end. */
  const next = (): string => {
    at += match(BLANK).length
    return text[at] ?? ''
  }
  const take = (character: keyof typeof NAMES): void => {
    if (next() !== character) {
      const name = NAMES[character]()
      fail(at < text.length ? messages.noCharacter({ name }) : messages.endsWithout({ name }))
    }
    at += 1
  }

  const string = (): string => {
    take('"')
    const start = at
    let escaped = false
    for (; text[at] !== '"'; at += 1) {
      if (at >= text.length) fail(messages.endlessString())
      if (text.charCodeAt(at) < 0x20) fail(messages.controlCharacter())
      if (text[at] === '\\') {
        escaped = true
        at += 1
      }
    }
    at += 1
    if (!escaped) return text.slice(start, at - 1)
    const unknown = messages.unknownEscape()
    try {
      const value = JSON.parse(text.slice(start - 1, at)) as string
      // Half of a pair is no character; Python's reader takes it, that of safetensors does not.
      return as === 'header' && /\p{Surrogate}/u.test(value) ? fail(unknown) : value
    } catch {
      return fail(unknown)
    }
  }

  const number = (): number => {
    const literal = match(NUMBER)
    if (literal === '') fail(at < text.length ? messages.noValue() : messages.textEnds())
    const value = Number(literal)
    at += literal.length
    return as === 'header' && !(/^\d+$/.test(literal) && BigInt(literal) < 2n ** 64n) ? NaN : value
  }

  const object = (depth: number): Record<string, unknown> => {
    const entries = new Map<string, unknown>()
    const twice: string[] = []
    take('{')
    if (next() === '}') at += 1
    else
      for (let more = true; more;) {
        const key = string()
        if (entries.has(key)) twice.push(key)
        if (as === 'configuration' && entries.has(key)) fail(messages.keyTwice({ key: key.slice(0, 200) }))
        take(':')
        entries.set(key, value(depth + 1))
        more = next() === ','
        take(more ? ',' : '}')
        if (more) next()
      }
    // fromEntries defines each property, so a key `__proto__` is a key and nothing else.
    const made = Object.fromEntries(entries)
    if (twice.length > 0) onTwice?.(made, twice)
    return made
  }

  const array = (depth: number): unknown[] => {
    const items: unknown[] = []
    take('[')
    if (next() === ']') at += 1
    else
      for (let more = true; more;) {
        items.push(value(depth + 1))
        more = next() === ','
        take(more ? ',' : ']')
      }
    return items
  }

  const value = (depth: number): unknown => {
    if (depth > MAX_DEPTH) fail(messages.tooDeep())
    const first = next()
    if (first === '{') return object(depth)
    if (first === '[') return array(depth)
    if (first === '"') return string()
    const word = match(WORD)
    if (word === '') return number()
    if (!words.has(word)) fail(messages.unknownWord({ word: word.slice(0, 40) }))
    at += word.length
    return words.get(word)
  }

  const result = value(0)
  if (next() !== '') fail(messages.afterEnd())
  return result
}
