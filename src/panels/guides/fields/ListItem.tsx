import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, X } from 'lucide-react'
import { useId } from 'react'
import { useText } from '../../EditorContext'
import type { GuideValues, ListField } from '../../../shared/guideFields'
import { Disclosure } from '../../../ui/Disclosure'
import { IconButton } from '../../../ui/IconButton'
import { partedFields } from '../partedFields'
import type { FieldsComponent } from './fieldsProps'
import { gistOf } from './itemGist'
import styles from './ListItem.module.css'

interface ListItemProps {
  readonly field: ListField
  readonly item: GuideValues
  /** From 1. */
  readonly number: number
  readonly count: number
  readonly folded: boolean
  readonly Fields: FieldsComponent
  readonly onFold: (folded: boolean) => void
  readonly onChange: (item: GuideValues) => void
  /** Absent where the list can get no shorter. */
  readonly onRemove?: () => void
  readonly onMove: (by: 1 | -1) => void
}

export function ListItem({
  field,
  item,
  number,
  count,
  folded,
  Fields,
  onFold,
  onChange,
  onRemove,
  onMove,
}: ListItemProps) {
  const t = useText()
  const body = useId()
  const named = { item: field.itemLabel, number }
  const name = t('guide.item', named)
  const { plain, expert } = partedFields(field.item, (_, one) => one)
  const Chevron = folded ? ChevronRight : ChevronDown
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!folded}
          aria-controls={body}
          aria-label={t(folded ? 'guide.itemUnfold' : 'guide.itemFold', named)}
          onClick={() => onFold(!folded)}
        >
          <Chevron size={13} aria-hidden />
          <span className={styles.name}>{name}</span>
          {folded && <Gist field={field} item={item} />}
        </button>
        {count > 1 && (
          <>
            <IconButton
              icon={ArrowUp}
              size="small"
              label={t('guide.itemUp', named)}
              disabled={number === 1}
              onClick={() => onMove(-1)}
            />
            <IconButton
              icon={ArrowDown}
              size="small"
              label={t('guide.itemDown', named)}
              disabled={number === count}
              onClick={() => onMove(1)}
            />
          </>
        )}
        {onRemove && (
          <IconButton icon={X} size="small" label={t('guide.itemRemove', named)} onClick={onRemove} />
        )}
      </div>
      <div id={body} hidden={folded} className={styles.body}>
        <Fields fields={plain} values={item} owner={name} onChange={onChange} />
        {expert.length > 0 && (
          <Disclosure label={t('guide.more')}>
            <Fields fields={expert} values={item} owner={name} onChange={onChange} />
          </Disclosure>
        )}
      </div>
    </li>
  )
}

/** A folded item as a chip: what is chosen, and of what. */
function Gist({ field, item }: Pick<ListItemProps, 'field' | 'item'>) {
  const { choice, text } = gistOf(field, item)
  return (
    <>
      {choice !== undefined && <span className={styles.choice}>{choice}</span>}
      <span className={styles.gist}>{text}</span>
    </>
  )
}
