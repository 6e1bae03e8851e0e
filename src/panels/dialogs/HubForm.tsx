import { useState } from 'react'
import { useText } from '../EditorContext'
import { Button } from '../../ui/Button'
import styles from './CheckpointDialog.module.css'

interface HubFormProps {
  readonly hint: string
  readonly placeholder: string
  readonly disabled?: boolean
  readonly onOpen: (address: string) => void
}

/** Asks for an address on the Hugging Face Hub. */
export function HubForm({ hint, placeholder, disabled = false, onOpen }: HubFormProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const address = typed.trim()
  const valid = address !== '' && !disabled
  return (
    <form
      className={styles.way}
      onSubmit={(event) => {
        event.preventDefault()
        if (valid) onOpen(address)
      }}
    >
      <h3 className={styles.heading}>{t('checkpoint.hub')}</h3>
      <p className={styles.note}>{hint}</p>
      <div className={styles.row}>
        <input
          className={styles.input}
          aria-label={t('checkpoint.hub')}
          placeholder={placeholder}
          value={typed}
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" disabled={!valid}>
          {t('checkpoint.hubOpen')}
        </Button>
      </div>
    </form>
  )
}
