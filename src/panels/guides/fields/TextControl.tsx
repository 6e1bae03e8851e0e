import type { PromptField, TextField } from '../../../shared/guideFields'
import { PromptText } from '../../prompt/PromptText'
import styles from './TextControl.module.css'

interface TextControlProps {
  readonly field: TextField | PromptField
  readonly value: string
  readonly describedBy: string | undefined
  readonly onChange: (value: string) => void
}

/** A text; one that the checkpoint reads has more room. */
export function TextControl({ field, value, describedBy, onChange }: TextControlProps) {
  if (field.kind === 'prompt')
    return (
      <PromptText
        rows={2}
        label={field.label}
        placeholder={field.placeholder}
        describedBy={describedBy}
        value={value}
        onChange={onChange}
      />
    )
  return (
    <input
      className={styles.text}
      aria-label={field.label}
      aria-describedby={describedBy}
      value={value}
      spellCheck={false}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
