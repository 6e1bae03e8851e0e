import { RotateCcw } from 'lucide-react'
import { useEditor, useJobs, useSettings, useText } from '../../app/EditorContext'
import { actingCards } from '../../engine/guideCards'
import { generatedSize } from '../../engine/workingSize'
import { sizeLimits } from '../../shared/recipe'
import { summaryOf } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { FieldRow } from '../../ui/FieldRow'
import { IconButton } from '../../ui/IconButton'
import { NumberInput } from '../../ui/NumberInput'
import styles from './SizeField.module.css'

/** How large the new picture will be; the checkpoint's own size unless the person says another. */
export function SizeField() {
  const t = useText()
  const { settings } = useEditor()
  const draft = useSettings((state) => state.draft)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint.generate))
  if (!summary) return null
  const { width, height } = generatedSize(draft, summary)
  const isLarger = width > summary.width || height > summary.height
  const isCut = actingCards(draft, summary).some(({ meta }) => meta.role === 'views')
  const { least, most, step } = sizeLimits
  const side = (label: string, value: number, name: 'width' | 'height') => (
    <NumberInput
      hidden
      label={label}
      value={value}
      min={least}
      max={most}
      step={step}
      onCommit={(typed) =>
        changeDraft(settings, { size: { width, height, [name]: Math.round(typed / step) * step } })
      }
    />
  )
  return (
    <>
      <FieldRow label={t('panel.size')}>
        <div className={styles.size}>
          {side(t('panel.width'), width, 'width')}
          <span aria-hidden>×</span>
          {side(t('panel.height'), height, 'height')}
          <IconButton
            icon={RotateCcw}
            label={t('panel.sizeOwn')}
            disabled={draft.size.width === 0 && draft.size.height === 0}
            onClick={() => changeDraft(settings, { size: { width: 0, height: 0 } })}
          />
        </div>
      </FieldRow>
      {isLarger && !isCut && (
        <p className={styles.note} role="status">
          {t('panel.sizeLarge', { width: summary.width, height: summary.height })}
        </p>
      )}
    </>
  )
}
