import type { PromptField, TextField } from '../../../shared/guideFields'
import styles from './TextControl.module.css'

interface TextControlProps {
  readonly field: TextField | PromptField
  readonly value: string
  readonly describedBy: string | undefined
  readonly onChange: (value: string) => void
}

/** A text; one that the checkpoint reads has more room. */
export function TextControl({ field, value, describedBy, onChange }: TextControlProps) {
  const shared = {
    className: styles.text,
    'aria-label': field.label,
    'aria-describedby': describedBy,
    value,
    spellCheck: false,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  }
  if (field.kind === 'text') return <input {...shared} />
  return <textarea {...shared} rows={2} placeholder={field.placeholder} />
}
