import { useEditor, useText, useView } from '../EditorContext'
import { Slider } from '../../ui/Slider'
import styles from './SplitSlider.module.css'

/** The comparison's line by keyboard; with a pointer it is dragged on the canvas. */
export function SplitSlider() {
  const { view } = useEditor()
  const t = useText()
  const split = useView((state) => state.split)
  return (
    <div className={styles.slider}>
      <Slider
        label={t('stage.split')}
        value={Math.round(split * 100)}
        min={0}
        max={100}
        step={1}
        unit="%"
        compact
        onChange={(percent) => view.setState({ split: percent / 100 })}
      />
    </div>
  )
}
