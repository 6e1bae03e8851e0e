import { useRef } from 'react'
import { setLayerBlend, setLayerOpacity } from '../../actions/layering'
import { blendModes, type BlendMode } from '../../canvas/kernels/blend'
import { useEditor, useText } from '../EditorContext'
import { isPicture, type Layer } from '../../state/document'
import { FieldRow } from '../../ui/FieldRow'
import { Select } from '../../ui/Select'
import { Slider } from '../../ui/Slider'
import styles from './LayerLook.module.css'

/** How much of a layer is seen, and how a picture is laid over what is below it. */
export function LayerLook({ layer }: { readonly layer: Layer }) {
  return (
    <div className={styles.look}>
      <Opacity layer={layer} />
      {isPicture(layer) && <Blend layer={layer} />}
    </div>
  )
}

/** One drag is one step of the history. */
function Opacity({ layer }: { readonly layer: Layer }) {
  const editor = useEditor()
  const t = useText()
  const gesture = useRef(0)
  return (
    <Slider
      label={t('layers.opacity')}
      value={Math.round(layer.opacity * 100)}
      min={0}
      max={100}
      step={1}
      unit="%"
      onChange={(percent) =>
        setLayerOpacity(editor, layer.id, percent / 100, `opacity ${layer.id} ${gesture.current}`)
      }
      onCommit={() => (gesture.current += 1)}
    />
  )
}

function Blend({ layer }: { readonly layer: Layer }) {
  const editor = useEditor()
  const t = useText()
  return (
    <FieldRow label={t('layers.blend')}>
      <Select
        label={t('layers.blend')}
        value={layer.blend ?? 'normal'}
        options={blendModes.map((mode) => ({ value: mode, label: t(`layers.blend.${mode}`) }))}
        onChange={(mode) => setLayerBlend(editor, layer.id, mode as BlendMode)}
      />
    </FieldRow>
  )
}
