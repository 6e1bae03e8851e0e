import { ImagePlus } from 'lucide-react'
import { useText } from '../EditorContext'
import { useFileAddresses } from '../useFileAddresses'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'

interface TeachPicturesProps {
  readonly files: readonly File[]
  readonly onChange: (files: readonly File[]) => void
}

/** More would push the form's fields out of sight. */
const mostShown = 12

/** The pictures that are learned from, chosen here or dropped on the dialog. */
export function TeachPictures({ files, onChange }: TeachPicturesProps) {
  const t = useText()
  const addresses = useFileAddresses(files.slice(0, mostShown))
  return (
    <label className={styles.files}>
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
