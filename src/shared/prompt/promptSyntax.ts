// What a prompt's text says besides its words: weights, joined prompts, parts of the steps, add-ons. Positions are kept, so
// that the page can show what was read.
import type { ErrorReport } from '../errorReport'
import type { AddOnStrengths } from '../recipe'

/** Whose way of writing weights is read: AUTOMATIC1111's, compel's, both, or none, the text as it stands. */
export type PromptSyntax = 'both' | 'a1111' | 'compel' | 'none'

export interface SourceRange {
  /** In UTF-16 code units of the text as it was typed. */
  readonly start: number
  readonly end: number
}

/** A word of a prompt, as it was typed. */
export interface PromptWord extends SourceRange {
  readonly text: string
}

/** A word of one of the prompts that a picture was made of. */
export interface PictureWord extends PromptWord {
  /** Which of the prompts says it, counted from 0. */
  readonly of: number
}

/** Words that are weighted as one. */
export interface PromptFragment extends SourceRange {
  /** As the tokenizer is to read it, without brackets and escapes. */
  readonly text: string
  readonly weight: number
  /** The part of the steps in which it is said, as fractions. */
  readonly from: number
  readonly until: number
  /** A new chunk of the text encoder begins here (`BREAK`). */
  readonly breakBefore?: true
}

/** One of the prompts that are joined; a prompt without `.blend()` or `.and()` has one of weight 1. */
export interface PromptPart {
  readonly weight: number
  readonly fragments: readonly PromptFragment[]
}

/** `<lora:name:0.8>`, or as AUTOMATIC1111 has it one strength for the text encoder and one for the UNet: `<lora:name:0.8:0.5>`. */
export interface AddOnReference extends SourceRange {
  readonly name: string
  readonly strength: number | AddOnStrengths
}

/** Something that was hardly meant as it stands. The prompt is read all the same. */
export interface PromptProblem extends SourceRange, ErrorReport {}

export interface ParsedPrompt {
  /** `blend`: the parts' embeddings are averaged; `and`: they are put behind each other. */
  readonly join: 'blend' | 'and'
  /** A blend's weights are divided by their sum. */
  readonly normalised: boolean
  readonly parts: readonly PromptPart[]
  readonly addOns: readonly AddOnReference[]
  readonly problems: readonly PromptProblem[]
  /** The words stand in it as they are read: no syntax has any effect. */
  readonly plain: boolean
}
