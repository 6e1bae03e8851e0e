import { useEffect, useState } from 'react'
import { encodeOnShow, exportAs, pictureOnShow } from '../../actions/exporting'
import { useEditor, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { exportFormats, type ExportFormat } from '../../files/exportPicture'
import { exportedMetadata, type ExportedMetadata } from '../../state/settings'
import type { LateTextKey } from '../../strings/lateText'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FieldRow } from '../../ui/FieldRow'
import { Segments } from '../../ui/Segments'
import { Select } from '../../ui/Select'
import { Slider } from '../../ui/Slider'
import { formatSize } from '../../shared/formatSize'
import styles from './ExportDialog.module.css'
import { MetadataText } from './MetadataText'
import { OtherPrograms } from './OtherPrograms'
import { useDialog } from './useDialog'

export function ExportDialog() {
  const t = useLateText()
  const { open, close } = useDialog('export')
  return (
    <Dialog open={open} title={t('export.title')} closeLabel={t('app.close')} width={400} onClose={close}>
      <Choices onDone={close} />
    </Dialog>
  )
}

const aboutMetadata = (metadata: ExportedMetadata, hasRecipe: boolean): LateTextKey =>
  metadata === 'nothing'
    ? 'export.withNothing'
    : metadata === 'work'
      ? 'export.withWork'
      : hasRecipe
        ? 'export.withRecipe'
        : 'export.noRecipe'

/** Pause after a change of quality before the file is encoded to measure it. */
const measureAfterMs = 200

function Choices({ onDone }: { readonly onDone: () => void }) {
  const editor = useEditor()
  const t = useLateText()
  const [format, setFormat] = useState<ExportFormat>('png')
  const [quality, setQuality] = useState(0.9)
  const [measured, setMeasured] = useState<{ readonly of: string; readonly bytes: number }>()
  const metadata = useSettings((state) => state.metadata)
  const choice = `${format} ${quality} ${metadata}`
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
  const about = format !== 'png' ? 'export.recipeOnlyPng' : aboutMetadata(metadata, recipe !== undefined)
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
      {format === 'png' && (
        <FieldRow label={t('export.metadata')}>
          <Select
            label={t('export.metadata')}
            value={metadata}
            options={exportedMetadata.map((each) => ({ value: each, label: t(`export.metadata.${each}`) }))}
            onChange={(next) =>
              editor.settings.setState({ metadata: exportedMetadata.find((one) => one === next) ?? 'recipe' })
            }
          />
        </FieldRow>
      )}
      <p className={styles.note}>{t(about)}</p>
      {format === 'png' && metadata !== 'nothing' && <MetadataText />}
      <p className={styles.note} role="status">
        {size === undefined
          ? t('export.measuring')
          : t('export.size', { width, height, size: formatSize(size) })}
      </p>
      <OtherPrograms recipe={recipe} onDone={onDone} />
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
