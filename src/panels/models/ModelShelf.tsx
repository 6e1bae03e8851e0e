import { useLateText } from '../useLateText'
import { shelf, type ShelfModel } from '../../engine/shelf'
import { Button } from '../../ui/Button'
import { Disclosure } from '../../ui/Disclosure'
import { formatSize } from '../../shared/formatSize'
import styles from './models.module.css'

interface ModelShelfProps {
  readonly disabled: boolean
  readonly onOpen: (model: ShelfModel) => void
}

/** Known good models, by what they are for. */
export function ModelShelf({ disabled, onOpen }: ModelShelfProps) {
  const t = useLateText()
  return (
    <Disclosure label={t('shelf.title')}>
      <p className={styles.note}>{t('shelf.hint')}</p>
      <ul className={styles.list} aria-label={t('shelf.title')}>
        {shelf.map((model) => (
          <li key={model.address} className={styles.row}>
            <div className={styles.facts}>
              <span>
                {t(`shelf.${model.purpose}`)}
                {model.hint && `: ${t(`shelf.hint.${model.hint}`)}`}
              </span>
              <span className={styles.note}>
                {model.address}, {formatSize(model.bytes)}, {model.licence}
              </span>
            </div>
            <Button size="small" disabled={disabled} onClick={() => onOpen(model)}>
              {t('shelf.open')}
            </Button>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
