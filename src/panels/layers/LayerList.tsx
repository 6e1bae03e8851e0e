import { ArrowDown, ArrowUp, Copy, Dices, Merge, PencilLine, SquarePlus, Trash2 } from 'lucide-react'
import { useDocument, useText } from '../EditorContext'
import { ActionButton } from '../ActionButton'
import { late } from '../late'
import { ListPanel } from '../ListPanel'
import { openPicture } from '../openPictureLate'
import styles from './LayerList.module.css'

const LayerRows = late(openPicture, 'LayerRows')
const LayerLook = late(openPicture, 'LayerLook')

export function LayerList() {
  const t = useText()
  const layers = useDocument((state) => state.layers)
  const active = useDocument((state) => state.activeLayer)
  const activeLayer = layers.find(({ id }) => id === active)
  return (
    <ListPanel
      head={activeLayer && <LayerLook layer={activeLayer} />}
      empty={layers.length === 0 && t('layers.empty')}
      foot={<LayerActions />}
    >
      <LayerRows />
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
