import { Columns2, Download, PenLine, RotateCcw, TextSearch, Trash2 } from 'lucide-react'
import { ActionText } from '../ActionText'
import styles from './ResultActions.module.css'

/** What can be done with the viewed result. */
export function ResultActions() {
  return (
    <div className={styles.actions}>
      <ActionText action="gallery.delete" icon={Trash2} label="gallery.delete" />
      <ActionText action="file.export" icon={Download} label="gallery.export" />
      <ActionText action="gallery.stage" icon={Columns2} label="gallery.stage" />
      <ActionText action="gallery.words" icon={TextSearch} label="stage.words" />
      <ActionText action="gallery.input" icon={PenLine} label="stage.input" />
      <ActionText action="gallery.recall" icon={RotateCcw} label="gallery.recall" look="primary" />
    </div>
  )
}
