import { useEffect, useRef } from 'react'
import { useEditor } from './EditorContext'
import { drawThumbnail } from '../canvas/drawThumbnail'
import type { BitmapId } from '../state/bitmapTable'
import styles from './Thumbnail.module.css'

interface ThumbnailProps {
  readonly bitmap: BitmapId
  /** CSS pixels of the square that it fits into. */
  readonly side: number
}

export function Thumbnail({ bitmap, side }: ThumbnailProps) {
  const { bitmaps } = useEditor()
  const element = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (element.current && bitmaps.has(bitmap)) drawThumbnail(element.current, bitmaps.get(bitmap))
  }, [bitmap, bitmaps])
  const pixels = side * 2
  return (
    <canvas
      ref={element}
      className={styles.thumbnail}
      width={pixels}
      height={pixels}
      style={{ width: side, height: side }}
      aria-hidden
    />
  )
}
