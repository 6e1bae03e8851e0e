import { useEffect, useState } from 'react'
import { encodeOnShow, exportAs, pictureOnShow } from '../../actions/exporting'
import { useEditor, useText } from '../../app/EditorContext'
import { exportFormats, type ExportFormat } from '../../files/exportPicture'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Segments } from '../../ui/Segments'
import { Slider } from '../../ui/Slider'
import { formatSize } from '../formatSize'
import styles from './ExportDialog.module.css'
import { OtherPrograms } from './OtherPrograms'
import { useDialog } from './useDialog'

export function ExportDialog() {
  const t = useText()
  const { open, close } = useDialog('export')
  return (
    <Dialog open={open} title={t('export.title')} closeLabel={t('app.close')} width={400} onClose={close}>
      <Choices onDone={close} />
    </Dialog>
  )
}

/** Pause after a change of quality before the file is encoded to measure it. */
const measureAfterMs = 200

function Choices({ onDone }: { readonly onDone: () => void }) {
  const editor = useEditor()
  const t = useText()
  const [format, setFormat] = useState<ExportFormat>('png')
  const [quality, setQuality] = useState(0.9)
  const [measured, setMeasured] = useState<{ readonly of: string; readonly bytes: number }>()
  const choice = `${format} ${quality}`
  const size = measured?.of === choice ? measured.bytes : undefined
  const [{ pixels, recipe }] = useState(() => pictureOnShow(editor))

  useEffect(() => {
    let wanted = true
    const timer = setTimeout(() => {
      encodeOnShow(editor, format, quality).then(
        (blob) => wanted && setMeasured({ of: choice, bytes: blob.size }),
        editor.fail,
      )
    }, measureAfterMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [editor, format, quality, choice])

  const { width, height } = pixels
  const about = format !== 'png' ? 'export.recipeOnlyPng' : recipe ? 'export.withRecipe' : 'export.noRecipe'
  return (
    <div className={styles.body}>
      <Segments
        label={t('export.format')}
        value={format}
        options={exportFormats.map((each) => ({
          value: each,
          label: each === 'webp' ? 'WebP' : each.toUpperCase(),
        }))}
        onChange={setFormat}
      />
      {format !== 'png' && (
        <Slider
          label={t('export.quality')}
          value={Math.round(quality * 100)}
          min={1}
          max={100}
          step={1}
          onChange={(percent) => setQuality(percent / 100)}
        />
      )}
      <p className={styles.note}>{t(about)}</p>
      <p className={styles.note} role="status">
        {size === undefined
          ? t('export.measuring')
          : t('export.size', { width, height, size: formatSize(size) })}
      </p>
      <OtherPrograms hasRecipe={recipe !== undefined} onDone={onDone} />
      <div className={styles.buttons}>
        <Button
          look="primary"
          onClick={() => {
            onDone()
            void exportAs(editor, format, quality)
          }}
        >
          {t('export.save')}
        </Button>
      </div>
    </div>
  )
}
