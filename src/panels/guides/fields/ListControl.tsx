import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../EditorContext'
import type { GuideValues, ListField } from '../../../shared/guideFields'
import { keptValues } from '../../../shared/guideValues'
import { Button } from '../../../ui/Button'
import { FieldShell } from '../../../ui/FieldShell'
import type { FieldsComponent } from './fieldsProps'
import styles from './ListControl.module.css'
import { gistOf } from './itemGist'
import { ListItem } from './ListItem'

interface ListControlProps {
  readonly field: ListField
  readonly value: readonly GuideValues[]
  /** What suits an item better than its defaults. */
  readonly start: GuideValues | undefined
  readonly helpId: string
  readonly Fields: FieldsComponent
  readonly onChange: (value: readonly GuideValues[]) => void
}

/** Several of one thing, each with fields of its own. */
export function ListControl({ field, value, start, helpId, Fields, onChange }: ListControlProps) {
  const t = useText()
  const { label, help, itemLabel, min, max } = field
  // By place, as the values are; one that is not there is open.
  const [folded, setFolded] = useState<readonly boolean[]>([])
  const foldedNow = value.map((_, index) => folded[index] === true)
  return (
    <FieldShell label={label} help={help} helpId={helpId}>
      <ol
        className={styles.items}
        aria-label={label}
        aria-describedby={help === undefined ? undefined : helpId}
      >
        {value.map((item, index) => (
          <ListItem
            // Items have no name but their number.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            field={field}
            item={item}
            number={index + 1}
            count={value.length}
            folded={foldedNow[index] === true}
            Fields={Fields}
            onFold={(next) => setFolded(foldedNow.with(index, next))}
            onChange={(next) => onChange(value.with(index, next))}
            {...(value.length > min && {
              onRemove: () => {
                setFolded(foldedNow.toSpliced(index, 1))
                onChange(value.toSpliced(index, 1))
              },
            })}
            onMove={(by) => {
              const fold = foldedNow[index] === true
              setFolded(foldedNow.toSpliced(index, 1).toSpliced(index + by, 0, fold))
              onChange(value.toSpliced(index, 1).toSpliced(index + by, 0, item))
            }}
          />
        ))}
      </ol>
      {value.length < max ? (
        <Button
          size="small"
          className={styles.add}
          onClick={() => {
            // What is filled in makes room for the new one.
            setFolded(
              value.map((item, index) => foldedNow[index] === true || gistOf(field, item).text !== ''),
            )
            onChange([...value, keptValues(field.item, start ?? {})])
          }}
        >
          <Plus size={13} aria-hidden /> {t('guide.itemAdd', { item: itemLabel })}
        </Button>
      ) : (
        <p className={styles.full}>{t('guide.itemsFull', { count: max })}</p>
      )}
    </FieldShell>
  )
}
