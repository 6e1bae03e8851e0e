import type { DragEvent } from 'react'
import { useText } from '../../app/EditorContext'
import styles from './TeachDialog.module.css'

interface TeachPicturesProps {
  readonly files: readonly File[]
  readonly onChange: (files: readonly File[]) => void
}

/** The pictures that are learned from, chosen or dropped. */
export function TeachPictures({ files, onChange }: TeachPicturesProps) {
  const t = useText()
  /** What is dropped here is for this, and not for the canvas below. */
  const kept = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <label
      className={styles.files}
      onDragOver={kept}
      onDrop={(event) => {
        kept(event)
        onChange([...event.dataTransfer.files])
      }}
    >
      <span>{t('teach.pictures')}</span>
      <input
        type="file"
        accept="image/*"
        multiple
        onChange={({ target }) => onChange([...(target.files ?? [])])}
      />
      {files.length > 0 && <small>{t('teach.chosen', { count: files.length })}</small>}
    </label>
  )
}
