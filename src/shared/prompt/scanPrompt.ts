// Reads one prompt's text from left to right, once: AUTOMATIC1111's brackets and compel's signs. Brackets that do not match are
// read as AUTOMATIC1111 reads them, one that is open weighs everything to the end; each is also told as a problem.
import { addOnAt, likeAddOnAt } from './addOnAt'
import { sameSignsAt, signsAt, spoiltBehind, weightBehind } from './compelWeights'
import { matchAt } from './matchAt'
import { messages } from './messages'
import { PromptGroups, type Group, type Piece } from './promptGroups'
import { isSpoiltNumber, numberIn, standsForNumber } from './numbers'
import type { AddOnReference, PromptProblem, PromptSyntax, SourceRange } from './promptSyntax'

export interface ScannedPrompt {
  readonly pieces: readonly Piece[]
  readonly groups: PromptGroups
  readonly addOns: readonly AddOnReference[]
  readonly problems: readonly PromptProblem[]
}

/** An open bracket. */
interface Bracket {
  readonly sign: '(' | '['
  /** Where it stands. */
  readonly at: number
  readonly group: Group
  /** Its own colons: where they stand, and the piece that each is. */
  readonly colons: { readonly at: number; readonly piece: number }[]
  /** `|` stands in it. */
  alternates: boolean
}

/** A1111's weight of a bracket that says none. */
const raise = 1.1

const chunkBreak = /BREAK(?![\p{L}\p{N}_])\s*/uy

/** @param start where in the whole text this prompt begins: one that is joined with others stands in quotes */
export function scanPrompt(
  text: string,
  { syntax, steps, start = 0 }: { syntax: PromptSyntax; steps: number; start?: number },
): ScannedPrompt {
  return new Scanner(text, syntax, steps, start).scan()
}

class Scanner {
  private readonly pieces: Piece[] = []
  private readonly groups = new PromptGroups()
  private readonly addOns: AddOnReference[] = []
  private readonly problems: PromptProblem[] = []
  private readonly open: Bracket[] = []
  private readonly openOf = { '(': 0, '[': 0 }
  private readonly a1111: boolean
  private readonly compel: boolean
  /** Brackets from here on have nothing after them: they are letters, as in ":(". */
  private readonly emptyFrom: number
  /** Text that is not yet a piece, and where it begins. */
  private buffer = ''
  private bufferAt = 0
  private at = 0
  private breakBefore = false

  constructor(
    private readonly text: string,
    syntax: PromptSyntax,
    private readonly steps: number,
    private readonly start: number,
  ) {
    this.a1111 = syntax === 'a1111' || syntax === 'both'
    this.compel = syntax === 'compel' || syntax === 'both'
    let end = text.length
    while (end > 0 && /[\s([]/.test(text[end - 1]!)) end--
    this.emptyFrom = end
  }

  scan(): ScannedPrompt {
    while (this.at < this.text.length) this.step(this.text[this.at]!)
    this.flush()
    this.tellUnclosed(this.open)
    return { pieces: this.pieces, groups: this.groups, addOns: this.addOns, problems: this.problems }
  }

  private step(character: string): void {
    const { a1111, compel } = this
    if (!a1111 && !compel) return this.take(character)
    switch (character) {
      case '\\':
        return this.escape()
      case '(':
        return this.at >= this.emptyFrom ? this.take(character) : this.openBracket('(')
      case '[':
        return !a1111 || this.at >= this.emptyFrom ? this.take(character) : this.openBracket('[')
      case ')':
        return this.openOf['('] > 0 ? this.closeRound() : this.stray(character)
      case ']':
        if (!a1111) return this.take(character)
        return this.openOf['['] > 0 ? this.closeSquare() : this.stray(character)
      case ':':
        return a1111 ? this.colon() : this.take(character)
      case '|':
        if (this.open.at(-1)?.sign === '[') this.open.at(-1)!.alternates = true
        return this.take(character)
      case '+':
      case '-':
        return compel ? this.sign() : this.take(character)
      case '<':
        return this.addOn()
      case 'B':
        return a1111 ? this.chunkBreak() : this.take(character)
      default:
        return this.take(character)
    }
  }

  private take(characters: string, length = characters.length): void {
    if (this.buffer === '') this.bufferAt = this.at
    this.buffer += characters
    this.at += length
  }

  private range(start: number, end: number): SourceRange {
    return { start: this.start + start, end: this.start + end }
  }

  private push(text: string, start: number, end: number): void {
    if (text === '') return
    const breaks = this.breakBefore && text.trim() !== ''
    if (breaks) this.breakBefore = false
    this.pieces.push({ text, ...this.range(start, end), ...(breaks && { breakBefore: true }) })
  }

  /** Makes the text so far a piece of its own. */
  private flush(): void {
    this.push(this.buffer, this.bufferAt, this.at)
    this.buffer = ''
  }

  private escape(): void {
    const next = this.text[this.at + 1]
    if (next === undefined || !'()[]\\"\'+-:<|'.includes(next)) return this.take('\\')
    this.flush()
    this.take(next, 2)
  }

  private openBracket(sign: Bracket['sign']): void {
    this.flush()
    const group = this.groups.add(this.pieces.length)
    this.open.push({ sign, at: this.at, group, colons: [], alternates: false })
    this.openOf[sign]++
    this.at++
  }

  /** Takes the innermost bracket of a kind; those inside of it that are still open end here. */
  private pop(sign: Bracket['sign']): Bracket {
    this.flush()
    const unclosed: Bracket[] = []
    for (;;) {
      const bracket = this.open.pop()!
      this.openOf[bracket.sign]--
      bracket.group.close = this.pieces.length
      if (bracket.sign === sign) {
        this.tellUnclosed(unclosed)
        return bracket
      }
      unclosed.push(bracket)
    }
  }

  private tellUnclosed(brackets: readonly Bracket[]): void {
    for (const bracket of brackets) {
      if (this.a1111) bracket.group.factor = bracket.sign === '(' ? raise : 1 / raise
      if (bracket === brackets[0])
        this.problems.push({
          ...(brackets.length === 1
            ? messages.neverClosed({ bracket: bracket.sign })
            : messages.manyNeverClosed({ count: brackets.length })),
          ...this.range(bracket.at, bracket.at + 1),
        })
    }
  }

  /** A bracket that closes nothing is a letter. Faces such as :) are left alone. */
  private stray(sign: ')' | ']'): void {
    if (!/[:;=8'-]/.test(this.text[this.at - 1] ?? ''))
      this.problems.push({
        ...messages.closesNothing({ bracket: sign }),
        ...this.range(this.at, this.at + 1),
      })
    this.take(sign)
  }

  private colon(): void {
    const bracket = this.open.at(-1)
    if (!bracket) return this.take(':')
    this.flush()
    bracket.colons.push({ at: this.at, piece: this.pieces.length })
    this.take(':')
    this.flush()
  }

  private closeRound(): void {
    const { group, colons, at } = this.pop('(')
    const last = colons.at(-1)
    const said = last && this.text.slice(last.at + 1, this.at)
    const weight = said === undefined ? undefined : numberIn(said)
    this.at++
    if (last && weight !== undefined) {
      this.pieces.length = last.piece
      group.close = last.piece
      group.factor = weight
      return
    }
    const range = this.range(at, this.at)
    if (said !== undefined && standsForNumber(said))
      this.problems.push({
        ...(isSpoiltNumber(said)
          ? messages.weightNotANumber({ weight: said.trim() })
          : messages.colonIsText({ words: shortened(this.text.slice(at, this.at)), weight: said.trim() })),
        ...range,
      })
    group.factor = (this.compel ? this.takeWeightBehind() : undefined) ?? (this.a1111 ? raise : 1)
  }

  /** compel's weight of the bracket that has just closed. Says of `(x)abc` and `(x)1,3` that they have none. */
  private takeWeightBehind(): number | undefined {
    const spoilt = spoiltBehind(this.text, this.at)
    if (spoilt !== undefined)
      this.problems.push({
        ...(isSpoiltNumber(spoilt)
          ? messages.weightNotANumber({ weight: spoilt })
          : messages.behindIsText({ written: shortened(spoilt) })),
        ...this.range(this.at, this.at + spoilt.length),
      })
    const weight = weightBehind(this.text, this.at)
    this.at += weight?.length ?? 0
    return weight?.factor
  }

  private sign(): void {
    const signs = signsAt(this.text, this.at)
    const [word] = /[^\s,"']*[\p{L}\p{N}]$/u.exec(this.buffer.slice(-longestWord)) ?? []
    if (!signs || word === undefined) return this.take(sameSignsAt(this.text, this.at))
    const before = this.buffer.slice(0, this.buffer.length - word.length)
    const wordAt = before === '' ? this.bufferAt : this.at - word.length
    this.push(before, this.bufferAt, wordAt)
    this.buffer = ''
    const group = this.groups.add(this.pieces.length)
    this.push(word, wordAt, this.at)
    group.close = this.pieces.length
    group.factor = signs.factor
    this.at += signs.length
  }

  private closeSquare(): void {
    const bracket = this.pop('[')
    const { group, colons, at } = bracket
    const last = colons.at(-1)
    const said = last && this.text.slice(last.at + 1, this.at)
    const when = said === undefined ? undefined : numberIn(said)
    this.at++
    const range = this.range(at, this.at)
    const words = () => shortened(this.text.slice(at, this.at))
    if (last && said !== undefined && when !== undefined && colons.length <= 2) {
      // The last colon and the number behind it are no words.
      this.pieces.length = last.piece
      const place = this.shareOf(said, when)
      const share = Math.min(Math.max(place, 0), 1)
      if (share !== place)
        this.problems.push({
          ...messages.changesNever({ words: words(), when, steps: this.steps }),
          ...range,
        })
      const [first] = colons as [Bracket['colons'][number]]
      if (first === last) {
        group.close = last.piece
        group.from = share
        return
      }
      group.close = first.piece
      group.until = share
      this.pieces[first.piece] = { ...this.pieces[first.piece]!, text: '' }
      this.groups.addAround(first.piece + 1, last.piece).from = share
      return
    }
    group.factor = 1 / raise
    if (when !== undefined) this.problems.push({ ...messages.changesTwice({ words: words() }), ...range })
    else if (bracket.alternates) this.problems.push({ ...messages.alternates({ words: words() }), ...range })
    else if (said !== undefined && (colons.length > 1 || standsForNumber(said)))
      this.problems.push({
        ...messages.whenNotANumber({ words: words(), when: shortened(said.trim()) }),
        ...range,
      })
  }

  /** Below 1 or with a point it is a part of the steps, else a number of steps. Outside of 0 to 1 nothing changes. */
  private shareOf(written: string, when: number): number {
    return when < 1 || written.includes('.') ? when : when / this.steps
  }

  private addOn(): void {
    const addOn = addOnAt(this.text, this.at)
    if (!addOn) {
      this.tellNoAddOn()
      return this.take('<')
    }
    this.flush()
    const { name, strength, length, problem } = addOn
    const range = this.range(this.at, this.at + length)
    if (problem) this.problems.push({ ...problem, ...range })
    this.addOns.push({ name, strength, ...range })
    this.at += length
  }

  private tellNoAddOn(): void {
    const like = likeAddOnAt(this.text, this.at)
    if (!like) return
    const told = like.hypernetwork ? messages.hypernetwork : messages.addOnIsText
    this.problems.push({
      ...told({ words: shortened(like.written) }),
      ...this.range(this.at, this.at + like.written.length),
    })
  }

  private chunkBreak(): void {
    const match = matchAt(chunkBreak, this.text, this.at)
    if (!match || /[\p{L}\p{N}_]/u.test(this.text[this.at - 1] ?? '')) return this.take('B')
    this.flush()
    this.breakBefore = this.pieces.length > 0
    this.at += match[0].length
  }
}

/** Longer ones than any word; what is looked back at for each sign. */
const longestWord = 100

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)} ...` : text)
