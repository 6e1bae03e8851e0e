import { useLateText } from '../useLateText'
import type { TrainingSample } from '../../state/jobs'
import styles from './TeachDialog.module.css'

/** Pictures of one prompt by what had been learned at several steps, side by side, the newest last and in sight. */
export function TeachSamples({ samples }: { readonly samples: readonly TrainingSample[] }) {
  const t = useLateText()
  if (samples.length === 0) return null
  const toEnd = (list: HTMLUListElement | null) => {
    if (list) list.scrollLeft = list.scrollWidth
  }
  return (
    <figure className={`${styles.field} ${styles.shown}`}>
      <figcaption>{samples[0]!.prompt}</figcaption>
      {/* Its key changes with what it shows, so that it is scrolled to the newest. */}
      <ul
        key={samples.length}
        ref={toEnd}
        className={styles.samples}
        aria-label={t('teach.samples')}
        tabIndex={0}
      >
        {samples.map(({ step, prompt, picture }) => (
          <li key={`${step} ${picture.length}`}>
            <img src={picture} alt={t('teach.sampleAt', { prompt, step })} />
            <small>{step}</small>
          </li>
        ))}
      </ul>
    </figure>
  )
}
