import type { ReactNode } from 'react'
import type { NumberField, StrengthField } from '../../../shared/guideFields'
import { FieldShell } from '../../../ui/FieldShell'
import { NumberInput } from '../../../ui/NumberInput'
import { Track } from '../../../ui/Track'

interface NumberControlProps {
  readonly field: NumberField | StrengthField
  readonly value: number
  readonly helpId: string
  /** A button between the name and the number. */
  readonly action?: ReactNode
  readonly onChange: (value: number) => void
}

/** Of a track; a number of more values, such as a seed, is only typed. */
const mostPlaces = 100_000

/** A number: dragged over its usual part, or typed over all of it. */
export function NumberControl({ field, value, helpId, action, onChange }: NumberControlProps) {
  const { label, help, min, max, step, usual = [min, max], unit } = field
  const describedBy = help === undefined ? undefined : helpId
  return (
    <FieldShell
      label={label}
      help={help}
      helpId={helpId}
      aside={
        <>
          {action}
          <NumberInput
            hidden
            label={label}
            value={value}
            min={min}
            max={max}
            step={step}
            unit={unit}
            describedBy={describedBy}
            onChange={onChange}
          />
        </>
      }
    >
      {(usual[1] - usual[0]) / step <= mostPlaces && (
        <Track
          label={label}
          value={value}
          min={usual[0]}
          max={usual[1]}
          step={step}
          usual={field.default}
          describedBy={describedBy}
          onChange={onChange}
        />
      )}
    </FieldShell>
  )
}
