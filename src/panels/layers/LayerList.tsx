import { ArrowDown, ArrowUp, Copy, Merge, PencilLine, SquarePlus, Trash2 } from 'lucide-react'
import { moveLayerTo } from '../../actions/layering'
import { useDocument, useEditor, useText } from '../../app/EditorContext'
import { ActionButton } from '../ActionButton'
import styles from './LayerList.module.css'
import { LayerRow } from './LayerRow'
import { OpacitySlider } from './OpacitySlider'

export function LayerList() {
  const editor = useEditor()
  const t = useText()
  const layers = useDocument((state) => state.layers)
  const active = useDocument((state) => state.activeLayer)
  const activeLayer = layers.find(({ id }) => id === active)
  return (
    <div className={styles.panel}>
      {activeLayer && <OpacitySlider layer={activeLayer} />}
      {layers.length === 0 && <p className={styles.empty}>{t('layers.empty')}</p>}
      <ul className={styles.list} aria-label={t('layers.list')}>
        {layers.toReversed().map((layer) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            active={layer.id === active}
            onDropOf={(id) => moveLayerTo(editor, id, layers.indexOf(layer))}
          />
        ))}
      </ul>
      <div className={styles.actions}>
        <ActionButton action="layer.sketch" icon={PencilLine} side="top" />
        <ActionButton action="layer.mask" icon={SquarePlus} side="top" />
        <span className={styles.gap} />
        <ActionButton action="layer.raise" icon={ArrowUp} side="top" />
        <ActionButton action="layer.lower" icon={ArrowDown} side="top" />
        <ActionButton action="layer.duplicate" icon={Copy} side="top" />
        <ActionButton action="layer.merge" icon={Merge} side="top" />
        <ActionButton action="layer.delete" icon={Trash2} side="top" />
      </div>
    </div>
  )
}
