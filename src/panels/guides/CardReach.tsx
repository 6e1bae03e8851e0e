import { useId } from 'react'
import { useText } from '../EditorContext'
import type { GuideCard as Card } from '../../state/settings'
import { FieldShell } from '../../ui/FieldShell'
import { NumberInput } from '../../ui/NumberInput'
import { RangeTrack } from '../../ui/RangeTrack'
import styles from './CardReach.module.css'
import { LayerControl } from './fields/LayerControl'

interface CardReachProps {
  readonly card: Card
  readonly name: string
  readonly onChange: (card: Card) => void
}

const percent = (share: number) => Math.round(share * 100)

/** When a guide acts, as a part of the steps of at least one percent, and where, by a mask. */
export function CardReach({ card, name, onChange }: CardReachProps) {
  const t = useText()
  const [whenHelp, whereHelp] = [useId(), useId()]
  const [first, last] = card.range
  const change = (from: number, to: number) => onChange({ ...card, range: [from / 100, to / 100] })
  return (
    <>
      <FieldShell
        label={t('guide.when')}
        help={t('guide.whenHelp')}
        helpId={whenHelp}
        aside={
          <div className={styles.numbers}>
            <NumberInput
              hidden
              label={t('guide.whenFrom')}
              value={percent(first)}
              min={0}
              max={percent(last) - 1}
              unit="%"
              onChange={(next) => change(next, percent(last))}
            />
            <span aria-hidden>–</span>
            <NumberInput
              hidden
              label={t('guide.whenTo')}
              value={percent(last)}
              min={percent(first) + 1}
              max={100}
              unit="%"
              onChange={(next) => change(percent(first), next)}
            />
          </div>
        }
      >
        <RangeTrack
          labels={[t('guide.whenFrom'), t('guide.whenTo')]}
          value={[percent(first), percent(last)]}
          min={0}
          max={100}
          step={1}
          unit="%"
          describedBy={whenHelp}
          onChange={([from, to]) => change(from, to)}
        />
      </FieldShell>
      <FieldShell label={t('guide.where')} help={t('guide.whereHelp')} helpId={whereHelp}>
        <LayerControl
          kind="mask"
          label={t('guide.where')}
          value={card.mask ?? ''}
          none={t('guide.everywhere')}
          owner={name}
          describedBy={whereHelp}
          onChange={(next) => {
            const { mask: _, ...everywhere } = card
            onChange(next === '' ? everywhere : { ...card, mask: next })
          }}
        />
      </FieldShell>
    </>
  )
}
