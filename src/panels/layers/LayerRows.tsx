import { moveLayerTo } from '../../actions/layering'
import { useDocument, useEditor, useText } from '../EditorContext'
import styles from './LayerList.module.css'
import { LayerRow } from './LayerRow'
import { useRowDrag } from './useRowDrag'

/** The layers, the upper ones first; a row is dragged to another place. */
export function LayerRows() {
  const editor = useEditor()
  const t = useText()
  const layers = useDocument((state) => state.layers)
  const active = useDocument((state) => state.activeLayer)
  const rows = layers.toReversed()
  const { drag, list } = useRowDrag((from, to) => {
    const layer = rows[from]
    // The list begins at the top, the document's layers at the bottom.
    if (layer) moveLayerTo(editor, layer.id, rows.length - 1 - to)
  })
  return (
    <ul aria-label={t('layers.list')} data-dragging={drag !== undefined} className={styles.rows} {...list}>
      {rows.map((layer, at) => (
        <LayerRow
          key={layer.id}
          layer={layer}
          active={layer.id === active}
          place={layer.id === active ? at : undefined}
          dragged={drag?.from === at}
          gap={
            drag?.to === at ? 'above' : drag?.to === at + 1 && at === rows.length - 1 ? 'below' : undefined
          }
        />
      ))}
    </ul>
  )
}
