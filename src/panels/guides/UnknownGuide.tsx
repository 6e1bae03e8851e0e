import { X } from 'lucide-react'
import { useText } from '../EditorContext'
import { IconButton } from '../../ui/IconButton'
import head from './CardHead.module.css'
import styles from './GuideCard.module.css'

interface UnknownGuideProps {
  /** The id under which it was saved. */
  readonly id: string
  readonly onRemove: () => void
}

/** A card that another version of this program saved, of a guide that this one does not have: it is left out, and kept. */
export function UnknownGuide({ id, onRemove }: UnknownGuideProps) {
  const t = useText()
  return (
    <section className={styles.card} data-off aria-label={id}>
      <header className={head.head}>
        <h2 className={head.name}>{id}</h2>
        <IconButton icon={X} label={t('panel.removeGuide', { guide: id })} onClick={onRemove} />
      </header>
      <p className={styles.rest}>{t('guide.rests.unknown')}</p>
    </section>
  )
}
