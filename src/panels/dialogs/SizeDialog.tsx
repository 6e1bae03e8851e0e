import { useState } from 'react'
import { resizePicture } from '../../actions/resizing'
import { maxPixels, sideLimits } from '../../shared/pictureLimits'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FieldRow } from '../../ui/FieldRow'
import { NumberInput } from '../../ui/NumberInput'
import { Segments } from '../../ui/Segments'
import { Switch } from '../../ui/Switch'
import { useDocument, useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import styles from './SizeDialog.module.css'
import { useDialog } from './useDialog'

/** The picture, with all that lies on it, made larger or smaller. */
export function SizeDialog() {
  const t = useLateText()
  const { open, close } = useDialog('size')
  return (
    <Dialog open={open} title={t('resize.title')} closeLabel={t('app.close')} width={400} onClose={close}>
      <Choices onDone={close} />
    </Dialog>
  )
}

const shares = ['25', '50', '200', '400'] as const

function Choices({ onDone }: { readonly onDone: () => void }) {
  const editor = useEditor()
  const t = useLateText()
  const now = { width: useDocument((state) => state.width), height: useDocument((state) => state.height) }
  const [typed, setTyped] = useState<typeof now>()
  const [keepsShape, setKeepsShape] = useState(true)
  const size = typed ?? now
  const scaled = (share: number) => ({
    width: Math.max(1, Math.round(now.width * share)),
    height: Math.max(1, Math.round(now.height * share)),
  })
  const change = (side: keyof typeof now, value: number) =>
    setTyped(keepsShape ? { ...scaled(value / now[side]), [side]: value } : { ...size, [side]: value })
  const tooLarge = size.width * size.height > maxPixels
  const isSame = size.width === now.width && size.height === now.height
  const field = (side: keyof typeof now) => (
    <NumberInput
      hidden
      label={t(`resize.${side}`)}
      value={size[side]}
      min={sideLimits.least}
      max={sideLimits.most}
      unit="px"
      onCommit={(value) => change(side, value)}
    />
  )
  return (
    <div className={styles.body}>
      <p className={styles.note}>{t('resize.about')}</p>
      <FieldRow label={t('panel.size')}>
        <div className={styles.sides}>
          {field('width')}
          <span aria-hidden>×</span>
          {field('height')}
        </div>
      </FieldRow>
      <Segments
        label={t('resize.share')}
        value={shares.find((share) => {
          const { width, height } = scaled(Number(share) / 100)
          return width === size.width && height === size.height
        })}
        options={shares.map((share) => ({ value: share, label: `${share} %` }))}
        onChange={(share) => setTyped(scaled(Number(share) / 100))}
      />
      <Switch label={t('resize.keepShape')} checked={keepsShape} onChange={setKeepsShape} />
      {tooLarge && (
        <p className={styles.problem} role="status">
          {t('resize.tooLarge', { most: maxPixels / 1e6 })}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          look="primary"
          disabled={isSame || tooLarge}
          onClick={() => {
            onDone()
            resizePicture(editor, size)
          }}
        >
          {t('resize.apply')}
        </Button>
      </div>
    </div>
  )
}
