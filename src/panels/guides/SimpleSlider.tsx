import { useId } from 'react'
import { useText } from '../EditorContext'
import type { GuideMeta } from '../../shared/guideMeta'
import { placeOfSettings, settingsAt, type SimpleControl } from '../../shared/simpleControl'
import type { GuideCard as Card } from '../../state/settings'
import { FieldShell } from '../../ui/FieldShell'
import { Track } from '../../ui/Track'
import styles from './SimpleSlider.module.css'

interface SimpleSliderProps {
  readonly control: SimpleControl
  readonly meta: GuideMeta
  readonly card: Card
  readonly onChange: (card: Card) => void
}

/** One slider for a guide's strength and range; both stand behind "More" as they are. */
export function SimpleSlider({ control, meta, card, onChange }: SimpleSliderProps) {
  const t = useText()
  const helpId = useId()
  const place = placeOfSettings(control, meta, card)
  return (
    <FieldShell
      label={control.label}
      help={control.help}
      helpId={helpId}
      {...(place === undefined && { aside: <span className={styles.hand}>{t('guide.byHand')}</span> })}
    >
      <Track
        label={control.label}
        value={Math.round((place ?? 0.75) * 100)}
        min={0}
        max={100}
        step={1}
        describedBy={helpId}
        onChange={(percent) => onChange({ ...card, ...settingsAt(control, card, percent / 100) })}
      />
    </FieldShell>
  )
}
