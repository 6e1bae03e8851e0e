import {
  Blend,
  Gauge,
  Grid2x2,
  ImageUp,
  SlidersHorizontal,
  Sparkles,
  Type,
  type LucideIcon,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { guides } from '../../../workers/guidance/list'
import type { GuideRole } from '../../shared/guideMeta'
import styles from './GuidePicture.module.css'

/** What stands for a guide that has no picture. */
const signs: Readonly<Record<GuideRole, LucideIcon>> = {
  text: Type,
  start: ImageUp,
  base: Blend,
  addition: Sparkles,
  views: Grid2x2,
  correction: SlidersHorizontal,
  pace: Gauge,
}

/** A guide's small picture, or the sign of its part in a run. */
export function GuidePicture({ id, role }: { readonly id: string; readonly role: GuideRole }) {
  const [drawing, setDrawing] = useState<string>()
  useEffect(() => {
    let wanted = true
    void guides
      .find(({ meta }) => meta.id === id)
      ?.picture?.()
      .then(
        (svg) => wanted && setDrawing(svg),
        // The sign stays in its place.
        () => undefined,
      )
    return () => {
      wanted = false
    }
  }, [id])
  const Sign = signs[role]
  return drawing === undefined ? (
    <span className={styles.sign}>
      <Sign size={26} strokeWidth={1.25} aria-hidden />
    </span>
  ) : (
    <img className={styles.picture} src={`data:image/svg+xml,${encodeURIComponent(drawing)}`} alt="" />
  )
}
