import { useEffect, useRef, useState } from 'react'
import { selectThingAt } from '../../actions/things'
import { mountStage } from '../../canvas/stage'
import styles from './CanvasView.module.css'
import type { Point } from '../../canvas/kernels/fillPolygon'
import { useDocument, useEditor, useText } from '../EditorContext'
import { CanvasMenu } from './CanvasMenu'

/** The canvas element; everything on it is drawn by the stage. */
export function CanvasView() {
  const editor = useEditor()
  const t = useText()
  const name = useDocument((state) => state.name)
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  const element = useRef<HTMLCanvasElement>(null)
  const [menuAt, setMenuAt] = useState<Point>()
  useEffect(
    () =>
      element.current
        ? mountStage(element.current, {
            ...editor,
            selectThing: (at, operation) => void selectThingAt(editor, at, operation),
            openMenu: setMenuAt,
          })
        : undefined,
    [editor],
  )
  return (
    <>
      <canvas
        ref={element}
        className={styles.canvas}
        data-canvas
        role="img"
        tabIndex={0}
        aria-label={width > 0 ? t('app.canvas', { name, width, height }) : t('app.canvasEmpty')}
      />
      <CanvasMenu at={menuAt} onClose={() => setMenuAt(undefined)} />
    </>
  )
}
