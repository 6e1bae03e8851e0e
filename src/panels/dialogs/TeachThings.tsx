import { useState } from 'react'
import { mostThings, noThing, type LessonForm, type TaughtThing } from '../../actions/teaching'
import { useLateText } from '../useLateText'
import { Button } from '../../ui/Button'
import { Tabs } from '../../ui/Tabs'
import styles from './TeachDialog.module.css'
import { TeachThing } from './TeachThing'

interface TeachThingsProps {
  readonly form: LessonForm
  readonly onThing: (at: number, next: Partial<TaughtThing>) => void
  readonly onCaption: (thing: number, at: number, caption: string) => void
  readonly onThings: (things: readonly TaughtThing[]) => void
}

/** What is taught: one thing, or several together, of which one is in sight. */
export function TeachThings({ form, onThing, onCaption, onThings }: TeachThingsProps) {
  const t = useLateText()
  const { things } = form
  const [shown, setShown] = useState('0')
  const several = things.length > 1
  const one = (at: number) => (
    <div className={styles.form}>
      <TeachThing
        form={form}
        thing={things[at]!}
        onChange={(next) => onThing(at, next)}
        onCaption={(picture, caption) => onCaption(at, picture, caption)}
      />
      <div className={styles.buttons}>
        {things.length < mostThings && (
          <Button
            size="small"
            onClick={() => {
              onThings([...things, noThing])
              setShown(String(things.length))
            }}
          >
            {t('teach.another')}
          </Button>
        )}
        {several && (
          <Button
            size="small"
            onClick={() => {
              onThings(things.filter((_, other) => other !== at))
              setShown(String(Math.max(0, at - 1)))
            }}
          >
            {t('teach.without')}
          </Button>
        )}
      </div>
    </div>
  )
  if (!several) return one(0)
  return (
    <div className={styles.things}>
      <Tabs
        label={t('teach.things')}
        value={shown}
        tabs={things.map(({ word }, at) => ({
          value: String(at),
          label: word.trim() || t('teach.thing', { at: at + 1 }),
          content: one(at),
        }))}
        onChange={setShown}
      />
    </div>
  )
}
