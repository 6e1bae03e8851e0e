import { useEffect, useRef } from 'react'
import { useEditor, useJobs, useSettings } from '../EditorContext'
import { drawChangingMaps } from '../../canvas/changingMaps'

/** Pixels along its longer side, so that the words on it are about as large as others. */
const longerSide = 720

interface PreviewTintsProps {
  /** Of the picture that it lies over. */
  readonly width: number
  readonly height: number
}

/** Which word is where in a new picture, while it is made: over its preview, as the canvas has it over an edit's. */
export function PreviewTints({ width, height }: PreviewTintsProps) {
  const { bitmaps } = useEditor()
  const element = useRef<HTMLCanvasElement>(null)
  const jobs = useJobs((state) => state.jobs)
  const shown = useJobs((state) => state.shown)
  const wanted = useSettings((state) => state.previews)
  const scale = longerSide / Math.max(width, height)
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)]
  useEffect(() => {
    const context = element.current?.getContext('2d')
    if (!context) return
    const fresh = { width: across, height: down }
    context.clearRect(0, 0, across, down)
    if (wanted) drawChangingMaps(context, { scale: 1, x: 0, y: 0 }, { jobs, shown }, bitmaps, fresh)
  }, [bitmaps, jobs, shown, wanted, across, down])
  return <canvas ref={element} width={across} height={down} aria-hidden />
}
