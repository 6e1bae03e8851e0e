import { ArrowDown, ArrowUp, Copy, Dices, Merge, PencilLine, SquarePlus, Trash2 } from 'lucide-react'
import { moveLayerTo } from '../../actions/layering'
import { useDocument, useEditor, useText } from '../EditorContext'
import { ActionButton } from '../ActionButton'
import { ListPanel } from '../ListPanel'
import styles from './LayerList.module.css'
import { LayerRow } from './LayerRow'
import { OpacitySlider } from './OpacitySlider'
import { useRowDrag } from './useRowDrag'

export function LayerList() {
  const editor = useEditor()
  const t = useText()
  const layers = useDocument((state) => state.layers)
  const active = useDocument((state) => state.activeLayer)
  const activeLayer = layers.find(({ id }) => id === active)
  const rows = layers.toReversed()
  const { drag, list } = useRowDrag((from, to) => {
    const layer = rows[from]
    // The list begins at the top, the document's layers at the bottom.
    if (layer) moveLayerTo(editor, layer.id, rows.length - 1 - to)
  })
  return (
    <ListPanel
      head={activeLayer && <OpacitySlider layer={activeLayer} />}
      empty={layers.length === 0 && t('layers.empty')}
      foot={<LayerActions />}
    >
      <ul aria-label={t('layers.list')} data-dragging={drag !== undefined} className={styles.rows} {...list}>
        {rows.map((layer, at) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            active={layer.id === active}
            dragged={drag?.from === at}
            gap={
              drag?.to === at ? 'above' : drag?.to === at + 1 && at === rows.length - 1 ? 'below' : undefined
            }
          />
        ))}
      </ul>
    </ListPanel>
  )
}

function LayerActions() {
  return (
    <div className={styles.actions}>
      <ActionButton action="layer.sketch" icon={PencilLine} side="top" />
      <ActionButton action="layer.mask" icon={SquarePlus} side="top" />
      <span className={styles.gap} />
      <ActionButton action="layer.raise" icon={ArrowUp} side="top" />
      <ActionButton action="layer.lower" icon={ArrowDown} side="top" />
      <ActionButton action="layer.anotherSeed" icon={Dices} side="top" />
      <ActionButton action="layer.duplicate" icon={Copy} side="top" />
      <ActionButton action="layer.merge" icon={Merge} side="top" />
      <ActionButton action="layer.delete" icon={Trash2} side="top" />
    </div>
  )
}
