import { drawnBounds } from '../../canvas/kernels/drawnBounds'
import { layerUse } from '../../engine/layerUse'
import type { Region } from '../../shared/pixels'
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { useDocument, useEditor, useJobs, useSettings, useView } from '../EditorContext'
import styles from '../results/pictureLabel.module.css'

/** CSS pixels: of a label's width at most, and of its height with what is around it. */
const widest = 180
const height = 24
/** About what a letter takes, and what is around all of them. */
const [letter, around] = [7, 18]

/** Bitmaps never change. */
const known = new WeakMap<TiledBitmap, Region>()

function boundsOf(mask: TiledBitmap): Region {
  const bounds = known.get(mask) ?? drawnBounds(mask)
  known.set(mask, bounds)
  return bounds
}

/** What each guide's mask is there for, at its upper left corner on the canvas: a region's prompt, or the guide. */
export function RegionNames() {
  const { bitmaps } = useEditor()
  const layers = useDocument((state) => state.layers)
  const candidates = useDocument((state) => state.candidates)
  const guides = useSettings((state) => state.draft.guides)
  const language = useSettings((state) => state.language)
  const running = useJobs((state) => state.jobs.some(({ preview }) => preview))
  const {
    showMasks,
    stroking,
    candidate,
    lookedAt,
    grid,
    viewedResult,
    x,
    y,
    scale,
    viewportWidth,
    viewportHeight,
  } = useView((state) => state)
  const covered =
    running || lookedAt || grid || viewedResult !== undefined || candidates.some(({ id }) => id === candidate)
  if (!showMasks || stroking || covered) return null
  const masks = layers.filter(({ kind, forGuides, visible }) => kind === 'mask' && forGuides && visible)
  const taken: { readonly left: number; readonly right: number; readonly top: number }[] = []
  return masks.map((mask) => {
    const use = layerUse(guides, mask.id, language)
    const bounds = boundsOf(bitmaps.get(mask.bitmap))
    if (use === undefined || bounds.width === 0) return null
    const left = x + (mask.x + bounds.left) * scale
    const top = y + (mask.y + bounds.top) * scale
    // Where the region itself is out of sight, so is its name.
    if (
      left > viewportWidth ||
      top > viewportHeight ||
      left + bounds.width * scale < 0 ||
      top + bounds.height * scale < 0
    )
      return null
    const at = Math.max(4, Math.min(left, viewportWidth - widest))
    const right = at + Math.min(widest, letter * use.length + around)
    // Masks may begin in one place: the names stand below each other.
    let line = Math.max(4, top - height)
    const isTaken = () =>
      taken.some((other) => at < other.right && right > other.left && Math.abs(line - other.top) < height)
    while (isTaken()) line += height
    taken.push({ left: at, right, top: line })
    const place = { left: at, top: line, maxWidth: widest }
    return (
      <p key={mask.id} className={styles.label} style={place} data-region-name>
        {use}
      </p>
    )
  })
}
