import { Maximize, Minus, Plus } from 'lucide-react'
import { zoomToActualSize } from '../../actions/zooming'
import { useEditor, useText, useView } from '../EditorContext'
import { Button } from '../../ui/Button'
import { Tooltip } from '../../ui/Tooltip'
import { ActionButton } from '../ActionButton'
import styles from './ZoomControl.module.css'

export function ZoomControl() {
  const editor = useEditor()
  const t = useText()
  const scale = useView((state) => state.scale)
  return (
    <div className={styles.zoom} role="group" aria-label={t('status.zoom')}>
      <ActionButton action="view.out" icon={Minus} className={styles.step} />
      <Tooltip text={t('action.zoomActual')} keys="1">
        <Button look="quiet" size="small" className={styles.value} onClick={() => zoomToActualSize(editor)}>
          {Math.round(scale * 100)}%
        </Button>
      </Tooltip>
      <ActionButton action="view.in" icon={Plus} className={styles.step} />
      <ActionButton action="view.fit" icon={Maximize} />
    </div>
  )
}
