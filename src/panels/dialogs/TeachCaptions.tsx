import { useEffect, useRef, useState } from 'react'
import { describePictures } from '../../actions/captioning'
import { nameMark, type LessonForm, type TaughtThing } from '../../actions/teaching'
import { useEditor, useJobs } from '../EditorContext'
import { useLateText } from '../useLateText'
import { Button } from '../../ui/Button'
import { Disclosure } from '../../ui/Disclosure'
import { longestText } from '../../shared/trainingPlan'
import { useFileAddresses } from '../useFileAddresses'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'

interface TeachCaptionsProps {
  readonly thing: Omit<TaughtThing, 'word'> & Pick<LessonForm, 'learns'>
  readonly onCaption: (at: number, caption: string) => void
}

/** What each picture shows, typed or said by the captioner, behind one press. */
export function TeachCaptions(props: TeachCaptionsProps) {
  const t = useLateText()
  const written = props.thing.captions.filter((caption) => caption.trim() !== '').length
  const note = written === 0 ? undefined : t('teach.captionsWritten', { count: written })
  return (
    <Disclosure label={t('teach.captions')} note={note}>
      <Captions {...props} />
    </Disclosure>
  )
}

function Captions({ thing, onCaption }: TeachCaptionsProps) {
  const t = useLateText()
  const editor = useEditor()
  const ready = useJobs((state) => state.engine === 'ready')
  const addresses = useFileAddresses(thing.files)
  const running = useRef<AbortController>(undefined)
  /** The picture that is described. */
  const [at, setAt] = useState<number>()
  useEffect(() => () => running.current?.abort(), [])
  const { length: count } = thing.files

  async function describe(): Promise<void> {
    const { signal } = (running.current = new AbortController())
    setAt(0)
    try {
      await describePictures(editor, thing, {
        signal,
        onSaid(done, caption) {
          onCaption(done, caption)
          setAt(done + 1)
        },
      })
    } catch (error) {
      editor.fail(error)
    }
    setAt(undefined)
  }

  return (
    <div className={styles.form}>
      <small className={shared.note}>{t('teach.captionsHelp', { mark: nameMark })}</small>
      <div className={styles.buttons}>
        {at === undefined ? (
          <Button size="small" disabled={!ready} onClick={() => void describe()}>
            {t('teach.describe')}
          </Button>
        ) : (
          <>
            <Button size="small" onClick={() => running.current?.abort()}>
              {t('describe.stop')}
            </Button>
            <small className={shared.note} role="status">
              {t('teach.describing', { at: Math.min(at + 1, count), count })}
            </small>
          </>
        )}
      </div>
      <ul className={styles.captions}>
        {thing.files.map(({ name }, index) => (
          <li key={`${index} ${name}`}>
            <img src={addresses[index]} alt="" />
            <input
              className={shared.input}
              aria-label={t('teach.captionOf', { at: index + 1 })}
              value={thing.captions[index] ?? ''}
              maxLength={longestText}
              onChange={({ target }) => onCaption(index, target.value)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
