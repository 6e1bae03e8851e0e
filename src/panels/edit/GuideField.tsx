import type { Field, FieldValue } from '../../shared/guideFields'
import { FieldRow } from '../../ui/FieldRow'
import { Select } from '../../ui/Select'
import { Slider } from '../../ui/Slider'
import { Switch } from '../../ui/Switch'
import styles from './GuideField.module.css'

interface GuideFieldProps {
  readonly field: Field
  readonly value: FieldValue
  readonly onChange: (value: FieldValue) => void
}

/** The control for one field of a guide, by its kind. */
export function GuideField({ field, value, onChange }: GuideFieldProps) {
  switch (field.kind) {
    case 'number':
    case 'strength':
      return (
        <Slider
          label={field.label}
          help={field.help}
          value={Number(value)}
          min={field.min}
          max={field.max}
          step={field.step}
          unit={field.unit}
          onChange={onChange}
        />
      )
    case 'boolean':
      return <Switch label={field.label} help={field.help} checked={value === true} onChange={onChange} />
    case 'text':
    case 'prompt':
      return (
        <FieldRow label={field.label}>
          <input
            aria-label={field.label}
            className={styles.text}
            value={String(value)}
            onChange={({ target }) => onChange(target.value)}
          />
        </FieldRow>
      )
    case 'choice':
      return (
        <FieldRow label={field.label}>
          <Select
            label={field.label}
            value={String(value)}
            options={field.options.map((option) => ({
              value: option,
              label: field.optionLabels?.[option] ?? option,
            }))}
            onChange={onChange}
          />
        </FieldRow>
      )
    default:
      return null
  }
}
