import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, X } from 'lucide-react'
import { useText } from '../EditorContext'
import type { GuideCard as Card } from '../../state/settings'
import { IconButton } from '../../ui/IconButton'
import { Switch } from '../../ui/Switch'
import styles from './CardHead.module.css'

interface CardHeadProps {
  readonly card: Card
  readonly name: string
  /** The id of what it folds. */
  readonly body: string
  readonly onChange: (card: Card) => void
  readonly onRemove?: () => void
  readonly mayMove?: (by: 1 | -1) => boolean
  readonly onMove?: (by: 1 | -1) => void
}

export function CardHead({ card, name, body, onChange, onRemove, mayMove, onMove }: CardHeadProps) {
  const t = useText()
  const folded = card.folded === true
  const Chevron = folded ? ChevronRight : ChevronDown
  const free = (mayMove?.(-1) ?? false) || (mayMove?.(1) ?? false)
  return (
    <header className={styles.head}>
      <h2 className={styles.name}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!folded}
          aria-controls={body}
          aria-label={t(folded ? 'guide.unfold' : 'guide.fold', { guide: name })}
          onClick={() => onChange({ ...card, folded: !folded })}
        >
          <Chevron size={14} aria-hidden className={styles.chevron} />
          <span className={styles.text}>{name}</span>
        </button>
      </h2>
      {free && (
        <>
          <IconButton
            icon={ArrowUp}
            size="small"
            label={t('guide.earlier', { guide: name })}
            disabled={!mayMove?.(-1)}
            onClick={() => onMove?.(-1)}
          />
          <IconButton
            icon={ArrowDown}
            size="small"
            label={t('guide.later', { guide: name })}
            disabled={!mayMove?.(1)}
            onClick={() => onMove?.(1)}
          />
        </>
      )}
      {onRemove && (
        <>
          <Switch
            hidden
            label={t('panel.guideOn', { guide: name })}
            checked={card.enabled}
            onChange={(enabled) => onChange({ ...card, enabled })}
          />
          <IconButton icon={X} label={t('panel.removeGuide', { guide: name })} onClick={onRemove} />
        </>
      )}
    </header>
  )
}
