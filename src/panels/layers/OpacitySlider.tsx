import { useRef } from 'react'
import { setLayerOpacity } from '../../actions/layering'
import { useEditor, useText } from '../EditorContext'
import type { Layer } from '../../state/document'
import { Slider } from '../../ui/Slider'
import styles from './OpacitySlider.module.css'

/** One drag is one step of the history. */
export function OpacitySlider({ layer }: { readonly layer: Layer }) {
  const editor = useEditor()
  const t = useText()
  const gesture = useRef(0)
  return (
    <div className={styles.row}>
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
    </div>
  )
}
