import { Bookmark, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useEditor, useSettings, useText } from '../EditorContext'
import { forgetRemembered } from '../../actions/panelSteps'
import { remembering, type Named } from '../../engine/rememberedValues'
import type { RememberedValues as Remembers } from '../../shared/guideMeta'
import type { GuideCard as Card } from '../../state/settings'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Popover } from '../../ui/Popover'
import form from '../PopoverForm.module.css'
import styles from './Remembered.module.css'

interface RememberedProps {
  readonly card: Card
  readonly remembers: Remembers
  /** Of the card. */
  readonly name: string
  readonly onChange: (card: Card) => void
}

/** Values of a guide under a name, such as the way from one thing to another: saved, and used again with another prompt. */
export function Remembered({ card, remembers, name, onChange }: RememberedProps) {
  const t = useText()
  return (
    <Popover
      label={t('guide.remembered')}
      trigger={
        <Button size="small" aria-label={`${t('guide.remembered')}: ${name}`}>
          <Bookmark size={14} aria-hidden /> {t('guide.remembered')}
        </Button>
      }
    >
      {(close) => (
        <>
          <Save card={card} remembers={remembers} />
          <List
            card={card}
            onUse={(values) => {
              onChange({ ...card, values: { ...card.values, ...values } })
              close()
            }}
          />
        </>
      )}
    </Popover>
  )
}

function Save({ card, remembers }: Pick<RememberedProps, 'card' | 'remembers'>) {
  const t = useText()
  const { settings } = useEditor()
  const [typed, setTyped] = useState<string>()
  const suggested = remembers.name(card.values)
  const name = (typed ?? suggested).trim()
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        settings.setState(({ remembered }) => ({
          remembered: remembering(remembered, card, remembers, name),
        }))
        setTyped(undefined)
      }}
    >
      <input
        className={form.field}
        value={typed ?? suggested}
        maxLength={80}
        aria-label={t('guide.rememberName')}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit" disabled={name === ''}>
        {t('guide.rememberSave')}
      </Button>
    </form>
  )
}

function List({ card, onUse }: { readonly card: Card; readonly onUse: (values: Named['values']) => void }) {
  const t = useText()
  const editor = useEditor()
  const all = useSettings((state) => state.remembered)
  const own = all.filter(({ guide }) => guide === card.id)
  if (own.length === 0) return <p className={form.note}>{t('guide.rememberNone')}</p>
  return (
    <ul className={styles.list}>
      {own.map((one) => (
        <li key={one.name} className={styles.row}>
          <Button
            look="quiet"
            className={styles.use}
            aria-label={t('guide.rememberUse', { name: one.name })}
            onClick={() => onUse(one.values)}
          >
            {one.name}
          </Button>
          <IconButton
            icon={Trash2}
            label={t('guide.rememberForget', { name: one.name })}
            onClick={() => forgetRemembered(editor, one)}
          />
        </li>
      ))}
    </ul>
  )
}
