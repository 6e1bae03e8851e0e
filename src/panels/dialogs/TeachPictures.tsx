import { ImagePlus } from 'lucide-react'
import type { DragEvent } from 'react'
import { picturesAmong } from '../../actions/transferring'
import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { useFileAddresses } from '../useFileAddresses'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'

interface TeachPicturesProps {
  readonly files: readonly File[]
  readonly onChange: (files: readonly File[]) => void
}

/** More would push the form's fields out of sight. */
const mostShown = 12

/** The pictures that are learned from, chosen or dropped. */
export function TeachPictures({ files, onChange }: TeachPicturesProps) {
  const t = useLateText()
  const addresses = useFileAddresses(files.slice(0, mostShown))
  const editor = useEditor()
  /** What is dropped here is for this, and not for the dialog or the canvas below. */
  const kept = (event: DragEvent) => event.preventDefault()
  return (
    <label
      className={styles.files}
      onDragOver={kept}
      onDrop={(event) => {
        kept(event)
        const pictures = picturesAmong(editor, [...event.dataTransfer.files])
        if (pictures.length > 0) onChange(pictures)
      }}
    >
      <span>{t('teach.pictures')}</span>
      <span className={styles.drop}>
        <ImagePlus size={16} aria-hidden /> {t('teach.drop')}
        <input
          type="file"
          accept="image/*"
          multiple
          onChange={({ target }) => onChange([...(target.files ?? [])])}
        />
      </span>
      {files.length > 0 && (
        <span className={styles.chosen}>
          {addresses.map((address) => (
            <img key={address} src={address} alt="" />
          ))}
        </span>
      )}
      {files.length > 0 && <small>{t('teach.chosen', { count: files.length })}</small>}
      {files.length === 1 && <small className={shared.note}>{t('teach.onePicture')}</small>}
    </label>
  )
}
