import { Undo2 } from 'lucide-react'
import { goToPrompt } from '../../actions/focusing'
import { doing } from '../../actions/late'
import { changeDraft } from '../../state/settings'
import { isBlank } from '../../state/document'
import { Button } from '../../ui/Button'
import { useDocument, useEditor, useJobs, useText, useView } from '../EditorContext'
import { useFromStores } from '../useStoresChanged'
import styles from './EmptyCanvas.module.css'

const openFromDisk = doing((work, editor) => work.openFromDisk(editor))

/** On a canvas from which everything has gone: what can be done next. */
export function EmptyCanvas() {
  const t = useText()
  const editor = useEditor()
  const blank = useDocument(isBlank)
  const busy = useJobs(({ jobs }) => jobs.length > 0)
  const looksElsewhere = useView(({ viewedResult }) => viewedResult !== undefined)
  // Of the canvas: what went out of the edit panel meanwhile is another matter.
  const canUndo = useFromStores(({ history }) => history.store.getState().position > 0)
  if (!blank || busy || looksElsewhere) return null
  function generate(): void {
    changeDraft(editor.settings, { mode: 'generate' })
    goToPrompt(editor)
  }
  return (
    <section className={styles.card} aria-label={t('empty.title')}>
      <h2 className={styles.title}>{t('empty.title')}</h2>
      <p>{t('empty.line')}</p>
      <p className={styles.ways}>
        <Button onClick={() => openFromDisk(editor)}>{t('start.open')}</Button>
        <Button onClick={generate}>{t('start.generate')}</Button>
        {canUndo && (
          <Button look="quiet" onClick={() => editor.history.undo()}>
            <Undo2 size={14} aria-hidden /> {t('empty.back')}
          </Button>
        )}
      </p>
    </section>
  )
}
