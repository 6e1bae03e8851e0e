import { useId } from 'react'
import type { Curve } from '../../shared/curve'
import type { Field, FieldValue, GuideValues } from '../../shared/guideFields'
import { DescribeButton } from '../prompt/DescribeButton'
import { FieldShell } from '../../ui/FieldShell'
import { Segments } from '../../ui/Segments'
import { Select } from '../../ui/Select'
import { Switch } from '../../ui/Switch'
import { LayerControl } from './fields/LayerControl'
import { ListControl } from './fields/ListControl'
import { NetworkControl } from './fields/NetworkControl'
import { NumberControl } from './fields/NumberControl'
import { SentencesControl } from './fields/SentencesControl'
import { StrengthControl } from './fields/StrengthControl'
import type { GuideFieldsProps } from './fields/fieldsProps'
import { TextControl } from './fields/TextControl'
import { WordsControl } from './fields/WordsControl'

/** The controls of a card, or of an item of a list. */
export function GuideFields({ fields, values, start, owner, onChange }: GuideFieldsProps) {
  return fields.map(([id, field]) => (
    <GuideField
      key={id}
      field={field}
      value={values[id] ?? field.default}
      beside={values}
      start={start?.[id]}
      owner={owner}
      onChange={(value: FieldValue) => onChange({ ...values, [id]: value })}
    />
  ))
}

interface GuideFieldProps {
  readonly field: Field
  readonly value: FieldValue
  /** Of all fields. */
  readonly beside: GuideValues
  readonly start: FieldValue | undefined
  readonly owner: string
  readonly onChange: (value: FieldValue) => void
}

/** The control for one field of a guide, by its kind. */
function GuideField({ field, value, beside, start, owner, onChange }: GuideFieldProps) {
  const id = useId()
  const { label, help } = field
  const described = help === undefined ? undefined : id
  const shell = { label, help, helpId: id }
  switch (field.kind) {
    case 'number':
      return <NumberControl field={field} value={Number(value)} helpId={id} onChange={onChange} />
    case 'strength':
      return <StrengthControl field={field} value={value as number | Curve} helpId={id} onChange={onChange} />
    case 'boolean':
      return (
        <FieldShell
          {...shell}
          aside={
            <Switch
              hidden
              label={label}
              describedBy={described}
              checked={value === true}
              onChange={onChange}
            />
          }
        />
      )
    case 'text':
    case 'prompt':
      if (field.kind === 'text' && field.sentencesAbout !== undefined)
        return (
          <SentencesControl
            field={field}
            value={String(value)}
            concept={String(beside[field.sentencesAbout] ?? '')}
            helpId={id}
            onChange={onChange}
          />
        )
      return (
        <FieldShell
          {...shell}
          {...(field.kind === 'prompt' &&
            field.describesPicture && {
              aside: <DescribeButton name={label} text={String(value)} onText={onChange} />,
            })}
        >
          <TextControl field={field} value={String(value)} describedBy={described} onChange={onChange} />
        </FieldShell>
      )
    case 'words':
      return (
        <FieldShell {...shell}>
          <WordsControl
            label={label}
            value={value as readonly string[]}
            describedBy={described}
            onChange={onChange}
          />
        </FieldShell>
      )
    case 'choice': {
      const options = field.options.map((option) => ({
        value: option,
        label: field.optionLabels?.[option] ?? option,
      }))
      // Either one or the other: both in sight.
      const Choice = options.length === 2 ? Segments : Select
      return (
        <FieldShell {...shell}>
          <Choice
            label={label}
            value={String(value)}
            describedBy={described}
            options={options}
            onChange={onChange}
          />
        </FieldShell>
      )
    }
    case 'picture':
    case 'mask': {
      const drawn = field.kind === 'picture' ? field.drawnAs?.(beside) : undefined
      return (
        <FieldShell {...shell}>
          <LayerControl
            kind={field.kind}
            label={label}
            value={String(value)}
            drawnAs={drawn && { kind: drawn, network: String(beside['network'] ?? '') }}
            owner={owner}
            describedBy={described}
            onChange={onChange}
          />
        </FieldShell>
      )
    }
    case 'network':
      return (
        <FieldShell {...shell}>
          <NetworkControl
            kind={field.network}
            otherwise={field.otherwise}
            label={label}
            value={String(value)}
            describedBy={described}
            onChange={onChange}
          />
        </FieldShell>
      )
    case 'list':
      return (
        <ListControl
          field={field}
          value={value as readonly GuideValues[]}
          start={(start as readonly GuideValues[] | undefined)?.[0]}
          helpId={id}
          Fields={GuideFields}
          onChange={onChange}
        />
      )
  }
}
