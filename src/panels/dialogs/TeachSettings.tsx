import { classPicturesOf, mayHaveNewWord, type LessonForm } from '../../actions/teaching'
import { useLateText } from '../useLateText'
import { Disclosure } from '../../ui/Disclosure'
import { Slider } from '../../ui/Slider'
import { Switch } from '../../ui/Switch'
import styles from './TeachDialog.module.css'
import { TeachText } from './TeachText'

/** Of each picture. */
const CROPS = 12

interface TeachSettingsProps {
  readonly form: LessonForm
  /** Of this kind, for this checkpoint. */
  readonly usualRate: number
  readonly onChange: (next: Partial<LessonForm>) => void
}

/** What is rarely changed. */
export function TeachSettings({ form, usualRate, onChange }: TeachSettingsProps) {
  const t = useLateText()
  const { kind, batch, rank, newWord, companions, flip, crops } = form
  const { learningRate = usualRate } = form
  return (
    <Disclosure label={t('teach.more')}>
      <div className={styles.form}>
        <Slider
          label={t('teach.rate')}
          help={t('teach.rateHelp')}
          value={learningRate}
          min={usualRate / 20}
          max={25 * usualRate}
          step={usualRate / 20}
          usual={usualRate}
          onChange={(next) => onChange({ learningRate: next })}
        />
        {kind === 'lora' && (
          <Slider
            label={t('teach.rank')}
            help={t('teach.rankHelp')}
            value={rank}
            min={1}
            max={128}
            step={1}
            onChange={(next) => onChange({ rank: next })}
          />
        )}
        {mayHaveNewWord(form) && (
          <Switch
            label={t('teach.newWord')}
            help={t('teach.newWordHelp')}
            checked={newWord}
            onChange={(next) => onChange({ newWord: next })}
          />
        )}
        <Slider
          label={t('teach.batch')}
          value={batch}
          min={1}
          max={8}
          step={1}
          onChange={(next) => onChange({ batch: next })}
        />
        <Slider
          label={t('teach.classPictures')}
          help={t('teach.classPicturesHelp')}
          value={classPicturesOf(form)}
          min={0}
          max={200}
          step={10}
          onChange={(next) => onChange({ classPictures: next })}
        />
        <TeachText
          label={t('teach.companions')}
          help={t('teach.companionsHelp')}
          value={companions}
          placeholder={t('teach.companionsPlaceholder')}
          onChange={(next) => onChange({ companions: next })}
        />
        <Switch
          label={t('teach.crops')}
          help={t('teach.cropsHelp', { count: CROPS })}
          checked={crops > 0}
          onChange={(next) => onChange({ crops: next ? CROPS : 0 })}
        />
        <Switch label={t('teach.flip')} checked={flip} onChange={(next) => onChange({ flip: next })} />
      </div>
    </Disclosure>
  )
}
