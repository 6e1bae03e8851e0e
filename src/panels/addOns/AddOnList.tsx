import { GraduationCap, Plus } from 'lucide-react'
import { useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { Button } from '../../ui/Button'
import { learnedName } from '../../shared/trainingPlan'
import { wordsTogether } from '../../engine/wordsTogether'
import { late } from '../late'
import { openPicture } from '../openPictureLate'
import styles from './AddOnList.module.css'

const AddOnRow = late(openPicture, 'AddOnRow')

/** What others trained and this edit uses: LoRA, embeddings, Custom Diffusion. */
export function AddOnList() {
  const t = useText()
  const { view } = useEditor()
  const unfinished = useJobs((state) => state.unfinished)
  const cards = useSettings((state) => state.draft.addOns)
  return (
    <div className={styles.list} role="group" aria-label={t('addOn.list')}>
      {cards.map((card) => (
        <AddOnRow key={card.id} card={card} />
      ))}
      <Together />
      <Button look="quiet" className={styles.add} onClick={() => view.setState({ dialog: 'add-on' })}>
        <Plus size={14} aria-hidden /> {t('addOn.add')}
      </Button>
      <Button look="quiet" className={styles.add} onClick={() => view.setState({ dialog: 'teach' })}>
        <GraduationCap size={14} aria-hidden />{' '}
        {unfinished ? t('teach.goOnWord', { word: learnedName(unfinished.plan) }) : t('teach.open')}
      </Button>
    </div>
  )
}

/** Two learned things in one picture take after each other, unless each has a region. */
function Together() {
  const t = useText()
  const draft = useSettings((state) => state.draft)
  const open = useJobs(({ addOns }) => addOns)
  const words = wordsTogether(draft, open)
  if (!words) return null
  const [first, second] = words
  return (
    <p className={styles.note} role="note">
      {t('addOn.together', { first, second })}
    </p>
  )
}
