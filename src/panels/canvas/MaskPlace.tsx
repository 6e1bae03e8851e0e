import { layerUse } from '../../engine/layerUse'
import { activeLayerOf } from '../../state/document'
import { useDocument, useSettings, useText, useView } from '../EditorContext'
import styles from '../results/pictureLabel.module.css'

const corner = { left: 8, bottom: 8, maxWidth: 'calc(100% - 16px)', margin: 0 }

/**
 * Says that what is painted and selected goes into the mask of a guide: it is the active layer, and the mask of the edit itself is what
 * one would expect.
 */
export function MaskPlace() {
  const t = useText()
  const active = useDocument(activeLayerOf)
  const guides = useSettings((state) => state.draft.guides)
  const language = useSettings((state) => state.language)
  const shown = useView(
    (state) => state.showMasks && !state.lookedAt && !state.grid && !state.viewedResult && !state.candidate,
  )
  if (!shown || active?.kind !== 'mask' || !active.forGuides) return null
  const name = layerUse(guides, active.id, language) ?? active.name
  return (
    <p className={styles.label} style={corner} role="status">
      {t('masks.place', { name })}
    </p>
  )
}
