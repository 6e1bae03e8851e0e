import { useJobs, useEditor, useSettings, useText } from '../EditorContext'
import { enlargeOf } from '../../engine/upscaling'
import { generatedSize } from '../../engine/workingSize'
import { enlargeFactors } from '../../shared/recipe'
import { summaryOf } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { FieldRow } from '../../ui/FieldRow'
import { Segments } from '../../ui/Segments'
import styles from './SizeField.module.css'
import { UpscalerField } from './UpscalerField'

const factors = [1, ...enlargeFactors] as const

/** How much larger a network makes the new picture, and how large that is. */
export function EnlargeField() {
  const t = useText()
  const { settings } = useEditor()
  const draft = useSettings((state) => state.draft)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint.generate))
  if (!summary) return null
  const enlarge = enlargeOf(draft, summary)
  const { width, height } = generatedSize(draft, summary)
  return (
    <>
      <FieldRow label={t('size.enlarge')} help={t('size.enlargeHelp')}>
        <Segments
          label={t('size.enlarge')}
          value={String(enlarge)}
          options={factors.map((factor) => ({
            value: String(factor),
            label: factor === 1 ? t('size.enlargeOff') : `${factor}×`,
          }))}
          onChange={(next) =>
            changeDraft(settings, { enlarge: factors.find((factor) => String(factor) === next) ?? 1 })
          }
        />
      </FieldRow>
      {enlarge > 1 && (
        <>
          <p className={styles.note} role="status">
            {t('size.enlarged', { width: width * enlarge, height: height * enlarge })}
          </p>
          <UpscalerField />
        </>
      )}
    </>
  )
}
