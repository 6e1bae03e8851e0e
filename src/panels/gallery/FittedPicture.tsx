import { useEffect, useRef } from 'react'
import { drawThumbnail } from '../../canvas/drawThumbnail'
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import styles from './FittedPicture.module.css'

/** Pixels along the longer side; more are not seen at this size. */
const largestSide = 1600

interface FittedPictureProps {
  readonly bitmap: TiledBitmap
  /** Without one it is decoration: what it stands in has a name. */
  readonly label?: string
  /** Pixels along the longer side at most. */
  readonly most?: number
}

/** A bitmap as large as its place allows. */
export function FittedPicture({ bitmap, label, most = largestSide }: FittedPictureProps) {
  const element = useRef<HTMLCanvasElement>(null)
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height))
  useEffect(() => {
    if (element.current) drawThumbnail(element.current, bitmap)
  }, [bitmap])
  return (
    <canvas
      ref={element}
      className={styles.picture}
      width={Math.max(1, Math.round(bitmap.width * scale))}
      height={Math.max(1, Math.round(bitmap.height * scale))}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  )
}
