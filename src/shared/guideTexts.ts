// A guide's texts in a language other than English. They lie in the guide's folder, one file a language.
import type { Wording } from './message'

export interface FieldTexts {
  readonly label: string
  readonly help?: string
  readonly placeholder?: string
  readonly optionLabels?: Readonly<Record<string, string>>
  readonly itemLabel?: string
  /** Of a list's fields. */
  readonly item?: Readonly<Record<string, FieldTexts>>
}

export interface GuideTexts {
  readonly label: string
  readonly summary: string
  /** Where its English paper has words beside authors, years and numbers. */
  readonly paper?: string
  /** Why it excludes other guides, by their ids. */
  readonly excludes?: Readonly<Record<string, string>>
  /** Of its simple slider. */
  readonly simply?: { readonly label: string; readonly help: string }
  /** By the field's id. */
  readonly fields: Readonly<Record<string, FieldTexts>>
  /** What it says and refuses with, where it has a `messages.ts`: as `translated` makes it. */
  readonly messages?: Readonly<Record<string, Wording>>
}

/** The id of the phrase that says why a guide excludes another. */
export const excludesId = (guide: string, other: string): string => `${guide}.excludes.${other}`
