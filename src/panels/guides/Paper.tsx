import { useText } from '../EditorContext'
import styles from './Paper.module.css'

/** Where a guide comes from; each paper's number leads to it. */
export function Paper({ paper }: { readonly paper: string }) {
  const t = useText()
  const parts = paper.split(/(arXiv:\d{4}\.\d{4,5})/)
  return (
    <p className={styles.paper}>
      {t('guide.paper', { paper: '' })}
      {parts.map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <a
            key={part}
            href={`https://arxiv.org/abs/${part.slice('arXiv:'.length)}`}
            target="_blank"
            rel="noreferrer"
          >
            {part}
          </a>
        ),
      )}
    </p>
  )
}
