import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import styles from './Select.module.css'

export interface SelectOption {
  readonly value: string
  readonly label: string
  /** A second, quiet line. */
  readonly detail?: string | undefined
  /** A colour that is shown before the label. */
  readonly swatch?: string
}

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly SelectOption[]
  readonly describedBy?: string | undefined
  readonly onChange: (value: string) => void
}

export function Select({ label, value, options, describedBy, onChange }: SelectProps) {
  return (
    <BaseSelect.Root
      value={value}
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
    >
      <BaseSelect.Trigger className={styles.trigger} aria-label={label} aria-describedby={describedBy}>
        <BaseSelect.Value
          className={styles.value}
          title={options.find((option) => option.value === value)?.label}
        />
        <BaseSelect.Icon className={styles.icon}>
          <ChevronsUpDown size={13} aria-hidden />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal render={<section aria-label={label} />}>
        <BaseSelect.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={styles.popup} data-popup>
            <BaseSelect.List className={styles.list}>
              {options.map((option) => (
                <BaseSelect.Item key={option.value} value={option.value} className={styles.item}>
                  <BaseSelect.ItemIndicator className={styles.check}>
                    <Check size={14} aria-hidden />
                  </BaseSelect.ItemIndicator>
                  <BaseSelect.ItemText className={styles.text}>
                    {option.swatch && (
                      <span className={styles.swatch} style={{ background: option.swatch }} aria-hidden />
                    )}
                    {option.label}
                  </BaseSelect.ItemText>
                  {option.detail && <span className={styles.detail}>{option.detail}</span>}
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  )
}
