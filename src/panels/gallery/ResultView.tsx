import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { closeResult, viewedResult } from '../../actions/gallery'
import { useDocument, useEditor, useGallery, useText, useView } from '../EditorContext'
import { composePicture } from '../../canvas/composePicture'
import { tiledFromPixels, type TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import type { GalleryResult } from '../../state/gallery'
import { IconButton } from '../../ui/IconButton'
import { popupIsOpen } from '../../ui/popups'
import { ActionButton } from '../ActionButton'
import { FittedPicture } from './FittedPicture'
import { RecipeFacts } from './RecipeFacts'
import { ResultActions } from './ResultActions'
import styles from './ResultView.module.css'

/** A result of the gallery, large, beside the picture as it is now, with its recipe. It covers the canvas. */
export function ResultView() {
  const editor = useEditor()
  useView((state) => state.viewedResult)
  useGallery((state) => state)
  useDocument((state) => state.deletedResults)
  const result = viewedResult(editor)
  return result ? <View result={result} /> : null
}

function View({ result }: { readonly result: GalleryResult }) {
  const editor = useEditor()
  const t = useText()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    section.current?.focus()
    return () => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
    }
  }, [])
  const bitmap = editor.bitmaps.picture(result.bitmap)
  return (
    <section
      ref={section}
      className={styles.view}
      tabIndex={-1}
      aria-label={t('gallery.view')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || popupIsOpen()) return
        event.preventDefault()
        closeResult(editor)
      }}
    >
      <header className={styles.head}>
        <ActionButton action="gallery.newer" icon={ChevronLeft} />
        <ActionButton action="gallery.older" icon={ChevronRight} />
        <span className={styles.gap} />
        <IconButton icon={X} label={t('app.close')} keys="Escape" onClick={() => closeResult(editor)} />
      </header>
      <div className={styles.pictures}>
        <Figure bitmap={bitmap} caption={t('gallery.this')} />
        <Present />
      </div>
      <div className={styles.below}>
        <RecipeFacts result={result} width={bitmap.width} height={bitmap.height} />
        <ResultActions />
      </div>
    </section>
  )
}

/** The picture as it stands, without masks and what is staged. */
function Present() {
  const { bitmaps } = useEditor()
  const t = useText()
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  const layers = useDocument((state) => state.layers)
  const picture = useMemo(
    () => (width > 0 ? tiledFromPixels(composePicture({ width, height, layers }, bitmaps)) : undefined),
    [width, height, layers, bitmaps],
  )
  return <Figure bitmap={picture} caption={t(picture ? 'gallery.present' : 'gallery.none')} />
}

function Figure({ bitmap, caption }: { readonly bitmap: TiledBitmap | undefined; readonly caption: string }) {
  return (
    <figure className={styles.figure}>
      {bitmap && <FittedPicture bitmap={bitmap} label={caption} />}
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  )
}
