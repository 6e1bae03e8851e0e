import type { ComponentType } from 'react'
import type { Field, GuideValues } from '../../../shared/guideFields'

export interface GuideFieldsProps {
  /** Their ids, in the order of the panel, with their texts in the language of the page. */
  readonly fields: readonly (readonly [id: string, field: Field])[]
  readonly values: GuideValues
  /** With what a new item of a list begins in place of its defaults, by the list's id. */
  readonly start?: GuideValues | undefined
  /** Whose fields they are, for the names of what they make: "Mask for Regions 2". */
  readonly owner: string
  readonly onChange: (values: GuideValues) => void
}

/** What draws the fields of an item of a list: the controls of a card's own, which know lists. */
export type FieldsComponent = ComponentType<GuideFieldsProps>
