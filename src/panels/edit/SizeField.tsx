import { ArrowRightLeft } from 'lucide-react'
import { useDocument, useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { actingCards } from '../../engine/guideCards'
import { aspectOf, aspects, sizeOfAspect, type AspectId } from '../../engine/sizePresets'
import { generatedSize } from '../../engine/workingSize'
import { sizeLimits } from '../../shared/recipe'
import { summaryOf } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { FieldRow } from '../../ui/FieldRow'
import { IconButton } from '../../ui/IconButton'
import { NumberInput } from '../../ui/NumberInput'
import { Select } from '../../ui/Select'
import styles from './SizeField.module.css'

interface Size {
  readonly width: number
  readonly height: number
}

/** The shape of the new picture, as a preset, as the open picture's, or freely in pixels. */
export function SizeField() {
  const t = useText()
  const { settings } = useEditor()
  const draft = useSettings((state) => state.draft)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint.generate))
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  if (!summary) return null
  const size = generatedSize(draft, summary)
  const change = (next: Size) => changeDraft(settings, { size: next })
  const ofPicture = width > 0 ? sizeOfAspect(width / height, summary) : undefined
  const chosen = isOwn(draft.size)
    ? 'own'
    : (aspectOf(size, summary) ?? (ofPicture && isSame(size, ofPicture) ? 'picture' : 'free'))
  const choose = (shape: string) => {
    if (shape === 'own') change({ width: 0, height: 0 })
    else if (shape === 'picture' && ofPicture) change(ofPicture)
    else if (shape in aspects) change(sizeOfAspect(aspects[shape as AspectId], summary))
    // Free begins with the size as it is.
    else change(size)
  }
  const isLarger = size.width > summary.width * 1.4 || size.height > summary.height * 1.4
  const isCut = actingCards(draft, summary).some(({ meta }) => meta.role === 'views')
  return (
    <>
      <FieldRow label={t('size.shape')} help={t('size.shapeHelp')}>
        <Select
          label={t('size.shape')}
          value={chosen}
          options={[
            { value: 'own', label: t('size.own'), detail: pixels(summary) },
            ...(Object.keys(aspects) as AspectId[]).map((id) => ({
              value: id,
              label: t(`size.${id}`),
              detail: pixels(sizeOfAspect(aspects[id], summary)),
            })),
            ...(ofPicture ? [{ value: 'picture', label: t('size.picture'), detail: pixels(ofPicture) }] : []),
            { value: 'free', label: t('size.free') },
          ]}
          onChange={choose}
        />
      </FieldRow>
      <Sides size={size} onChange={change} />
      {isLarger && !isCut && (
        <p className={styles.note} role="status">
          {t('panel.sizeLarge', { width: summary.width, height: summary.height })}
        </p>
      )}
    </>
  )
}

const isOwn = ({ width, height }: Size) => width === 0 && height === 0
const isSame = (a: Size, b: Size) => a.width === b.width && a.height === b.height
const pixels = ({ width, height }: Size) => `${width} × ${height}`

function Sides({ size, onChange }: { readonly size: Size; readonly onChange: (size: Size) => void }) {
  const t = useText()
  const { least, most, step } = sizeLimits
  const side = (label: string, name: 'width' | 'height') => (
    <NumberInput
      hidden
      label={label}
      value={size[name]}
      min={least}
      max={most}
      step={step}
      onCommit={(typed) => onChange({ ...size, [name]: Math.round(typed / step) * step })}
    />
  )
  return (
    <FieldRow label={t('panel.size')}>
      <div className={styles.size}>
        {side(t('panel.width'), 'width')}
        <span aria-hidden>×</span>
        {side(t('panel.height'), 'height')}
        <IconButton
          icon={ArrowRightLeft}
          label={t('size.swap')}
          onClick={() => onChange({ width: size.height, height: size.width })}
        />
      </div>
    </FieldRow>
  )
}
