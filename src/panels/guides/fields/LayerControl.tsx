import { Brush, ImagePlus, Pencil } from 'lucide-react'
import { canDraw, drawGuidePicture, openGuidePicture, paintGuideMask } from '../../../actions/guideLayers'
import { useDocument, useEditor, useText } from '../../EditorContext'
import type { DrawnHint } from '../../../shared/hintKind'
import type { Layer } from '../../../state/document'
import { IconButton } from '../../../ui/IconButton'
import { Select } from '../../../ui/Select'
import { Thumbnail } from '../../Thumbnail'
import { useFromStores } from '../../useStoresChanged'
import styles from './LayerControl.module.css'

interface LayerControlProps {
  readonly kind: 'picture' | 'mask'
  readonly label: string
  /** The layer's id; '' for none. */
  readonly value: string
  /** What no layer means. */
  readonly none?: string
  /** What a drawing is to be. */
  readonly drawnAs?: DrawnHint | undefined
  /** Whose mask a new one is. */
  readonly owner: string
  readonly describedBy: string | undefined
  readonly onChange: (value: string) => void
}

/** A layer of the document, a picture from a file, or a mask that is painted now. */
export function LayerControl({
  kind,
  label,
  value,
  none,
  drawnAs,
  owner,
  describedBy,
  onChange,
}: LayerControlProps) {
  const t = useText()
  const editor = useEditor()
  const open = useFromStores(canDraw)
  const all = useDocument((state) => state.layers)
  const layers = all.toReversed().filter((layer) => (layer.kind === 'mask') === (kind === 'mask'))
  const chosen = layers.find(({ id }) => id === value)
  const nothing = none ?? t(layers.length === 0 ? 'guide.noLayers' : 'guide.none')
  const options = [
    { value: '', label: nothing },
    ...(value !== '' && !chosen ? [{ value, label: t('guide.layerMissing') }] : []),
    ...layers.map((layer) => ({ value: layer.id, label: nameOf(layer, t) })),
  ]
  return (
    <div className={styles.row}>
      {chosen ? (
        <Thumbnail bitmap={chosen.bitmap} side={28} />
      ) : (
        <span className={styles.empty} aria-hidden />
      )}
      <div className={styles.select}>
        <Select label={label} value={value} options={options} describedBy={describedBy} onChange={onChange} />
      </div>
      {kind === 'mask' ? (
        <IconButton
          icon={Brush}
          label={`${label}: ${t('guide.paintMask')}`}
          side="left"
          disabled={!open}
          onClick={() => onChange(paintGuideMask(editor, t('guide.maskName', { guide: owner })))}
        />
      ) : (
        <>
          <IconButton
            icon={Pencil}
            label={`${label}: ${t('guide.draw')}`}
            side="left"
            disabled={!open}
            onClick={() =>
              onChange(drawGuidePicture(editor, t('guide.sketchName', { guide: owner }), drawnAs))
            }
          />
          <IconButton
            icon={ImagePlus}
            label={`${label}: ${t('guide.fromFile')}`}
            side="left"
            onClick={async () => {
              const layer = await openGuidePicture(editor)
              if (layer !== undefined) onChange(layer)
            }}
          />
        </>
      )}
    </div>
  )
}

const nameOf = (layer: Layer, t: ReturnType<typeof useText>): string =>
  layer.name || t(layer.forGuides ? 'layers.forGuides' : `layers.${layer.kind}`)
