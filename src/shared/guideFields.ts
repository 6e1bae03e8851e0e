// One description of a guide's settings gives its panel, its validation and its TypeScript type.
import type { Curve, Strength } from './curve'
import type { HintKind } from './hintKind'
import type { ModelTask } from './modelTask'

interface FieldBase {
  readonly label: string
  /** One line under the control: which way is which. */
  readonly help?: string
  /** Behind "More" in the panel. */
  readonly expert?: true
}
export interface NumberField extends FieldBase {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
  /** The part of the range that is of use: the slider's whole track. A number beyond it can be typed. */
  readonly usual?: readonly [number, number]
  readonly unit?: string
}
/** A number that a recipe may also give as a curve over the steps. */
export interface StrengthField extends Omit<NumberField, 'kind'> {
  readonly kind: 'strength'
}
export interface BooleanField extends FieldBase {
  readonly kind: 'boolean'
  readonly default: boolean
}
export interface TextField extends FieldBase {
  readonly kind: 'text'
  readonly default: string
  /** It has to have every word of that other field of the same ones, and says more. */
  readonly saysMoreThan?: string
  /** Sentences about the concept in that other field of the same ones, one a line; a language model can write them. */
  readonly sentencesAbout?: string
  /** Without it the guide refuses to run. */
  readonly required?: true
}
/** A text that the checkpoint reads, in the prompt's syntax. */
export interface PromptField extends FieldBase {
  readonly kind: 'prompt'
  readonly default: string
  /** Says what the picture shows, which a captioner can say. */
  readonly describesPicture?: true
  /** Names what the prompt should name, too. */
  readonly inPrompt?: true
  readonly placeholder?: string
  /** Without it the guide refuses to run. */
  readonly required?: true
  /** Without it and that other field of the same ones the guide refuses to run. */
  readonly requiredUnless?: string
}
/** Words of the prompt. */
export interface WordsField extends FieldBase {
  readonly kind: 'words'
  readonly default: readonly string[]
  /** Without one the guide refuses to run. */
  readonly required?: true
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice'
  readonly options: readonly string[]
  readonly default: string
  /** What people read in place of an option. */
  readonly optionLabels?: Readonly<Record<string, string>>
}
/** What the guide makes of a field, or finds where it is empty, and shows: changed by hand, it is that field's next value. */
export interface ShownAs {
  /** The name under which the guide shows it. */
  readonly as: string
  /** Fields beside it that are set with it, so that it is not read once more. */
  readonly set?: GuideValues
}
/** The name of a picture of the recipe; '' for none. */
export interface PictureField extends FieldBase {
  readonly kind: 'picture'
  readonly default: ''
  /** How it is drawn by hand, by the values beside it. */
  readonly drawnAs?: (beside: GuideValues) => HintKind | undefined
  /** The choice beside it that says how one of other proportions is brought to the result's. */
  readonly fitBy?: string
  readonly shown?: ShownAs
  /** Without it the guide refuses to run. */
  readonly required?: true
}
/** The name of a picture of the recipe that is read as a mask, white where it counts; '' for none. */
export interface MaskField extends FieldBase {
  readonly kind: 'mask'
  readonly default: ''
  readonly shown?: ShownAs
  readonly required?: true
  /** Without it and that other field of the same ones the guide refuses to run. */
  readonly requiredUnless?: string
}
/** The id of a network beside the checkpoint. */
export interface NetworkField extends FieldBase {
  readonly kind: 'network'
  readonly network: NetworkKind
  readonly default: ''
  /** The bundled one that '' stands for; none, where it is absent. */
  readonly otherwise?: string
}
/** Several of one thing: concepts, regions, edits. */
export interface ListField extends FieldBase {
  readonly kind: 'list'
  readonly item: Readonly<Record<string, ItemField>>
  /** "concept": what the button that adds one says. */
  readonly itemLabel: string
  readonly min: number
  readonly max: number
  readonly default: readonly GuideValues[]
}

export type NetworkKind = 'controlnet' | 't2i-adapter' | ModelTask
export type ItemField = Exclude<Field, ListField>
export type Field =
  | NumberField
  | StrengthField
  | BooleanField
  | TextField
  | PromptField
  | WordsField
  | ChoiceField
  | PictureField
  | MaskField
  | NetworkField
  | ListField
export type Fields = Readonly<Record<string, Field>>

/** A value as it stands in a recipe. */
export type FieldValue = number | boolean | string | Curve | readonly string[] | readonly GuideValues[]
export type GuideValues = { readonly [field: string]: FieldValue }

type ValueOf<F extends Field> = F extends NumberField
  ? number
  : F extends StrengthField
    ? Strength
    : F extends BooleanField
      ? boolean
      : F extends WordsField
        ? readonly string[]
        : F extends ChoiceField
          ? F['options'][number]
          : F extends ListField
            ? readonly ValuesOf<F['item']>[]
            : string

/** The values of a set of fields, as a guide receives them. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }
