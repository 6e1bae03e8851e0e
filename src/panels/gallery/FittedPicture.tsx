import { useEffect, useRef } from 'react'
import { drawThumbnail } from '../../canvas/drawThumbnail'
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import styles from './FittedPicture.module.css'

/** Pixels along the longer side; more are not seen at this size. */
const largestSide = 1600

/** A bitmap as large as its place allows. */
export function FittedPicture({ bitmap, label }: { readonly bitmap: TiledBitmap; readonly label: string }) {
  const element = useRef<HTMLCanvasElement>(null)
  const scale = Math.min(1, largestSide / Math.max(bitmap.width, bitmap.height))
  useEffect(() => {
    if (element.current) drawThumbnail(element.current, bitmap)
  }, [bitmap])
  return (
    <canvas
      ref={element}
      className={styles.picture}
      width={Math.max(1, Math.round(bitmap.width * scale))}
      height={Math.max(1, Math.round(bitmap.height * scale))}
      role="img"
      aria-label={label}
    />
  )
}
