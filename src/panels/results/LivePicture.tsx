import { Check, Layers2, PictureInPicture2, X } from 'lucide-react'
import { keepLive, toggleLive } from '../../actions/live'
import { useDocument, useEditor, useJobs, useText, useView } from '../EditorContext'
import { IconButton } from '../../ui/IconButton'
import { FittedPicture } from '../gallery/FittedPicture'
import styles from './LivePicture.module.css'

/** What the edit makes of the picture while one paints, beside it or over it. */
export function LivePicture() {
  const editor = useEditor()
  const t = useText()
  const mode = useView((state) => state.live)
  const staged = useView((state) => state.candidate !== undefined || state.viewedResult !== undefined)
  const live = useJobs((state) => state.live)
  const busy = useJobs((state) => state.jobs.some(({ quiet }) => quiet))
  const open = useDocument(({ width }) => width > 0)
  if (mode === 'off' || !open || staged) return null
  const over = mode === 'over'
  return (
    <section className={styles.live} data-over={over || undefined} aria-label={t('live.title')}>
      <header className={styles.head}>
        <span className={styles.title} data-busy={busy || undefined} role="status">
          {t(busy ? 'live.busy' : live ? 'live.title' : 'live.waiting')}
        </span>
        <IconButton icon={Check} label={t('live.keep')} disabled={!live} onClick={() => keepLive(editor)} />
        <IconButton
          icon={over ? PictureInPicture2 : Layers2}
          label={t(over ? 'live.beside' : 'live.over')}
          onClick={() => editor.view.setState({ live: over ? 'beside' : 'over' })}
        />
        <IconButton icon={X} label={t('live.stop')} onClick={() => toggleLive(editor)} />
      </header>
      {!over && live && (
        <div className={styles.picture}>
          <FittedPicture bitmap={editor.bitmaps.get(live.bitmap)} label={t('live.picture')} most={480} />
        </div>
      )}
    </section>
  )
}
