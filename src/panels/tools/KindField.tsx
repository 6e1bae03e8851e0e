import { useDocument, useEditor, useSettings, useText } from '../EditorContext'
import { drawnHintOf } from '../../engine/namedLayers'
import { kindsFor } from '../../shared/segmentColours'
import { changeTools } from '../../state/settings'
import { Select } from '../../ui/Select'
import styles from './ToolOptions.module.css'

/** The kind of thing that is painted, where the layer is a hint in which each has a colour of its own. */
export function KindField() {
  const t = useText()
  const { settings } = useEditor()
  const layer = useDocument((state) => state.activeLayer)
  const guides = useSettings((state) => state.draft.guides)
  const colour = useSettings((state) => state.tools.colour)
  const drawn = layer === undefined ? undefined : drawnHintOf(guides, layer)
  if (drawn?.kind !== 'segmentation') return null
  const kinds = kindsFor(drawn.network)
  const known = kinds.some((one) => one.colour === colour)
  return (
    <div className={styles.kind}>
      <Select
        label={t('option.kind')}
        value={colour}
        options={[
          ...(known ? [] : [{ value: colour, label: t('option.kindNone') }]),
          ...kinds.map((one) => ({ value: one.colour, label: t(`kind.${one.kind}`), swatch: one.colour })),
        ]}
        onChange={(chosen) => changeTools(settings, { colour: chosen })}
      />
    </div>
  )
}
