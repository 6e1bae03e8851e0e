import { useEffect, useRef, useState, type Dispatch, type FormEvent, type SetStateAction } from 'react'
import { asDescribed, describePictures, wantsDescribing } from '../../actions/captioning'
import {
  mayHaveNewWord,
  picturesOf,
  stepsOf,
  teach,
  teachObstacle,
  unfinishedThing,
  unreadableName,
  type LessonForm,
  type TaughtThing,
} from '../../actions/teaching'
import { useEditor, useJobs, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { usualRate } from '../../shared/lessonKinds'
import { mostCompanions, mostSamplePrompts } from '../../shared/trainingPlan'
import { summaryOf } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { Slider } from '../../ui/Slider'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'
import { TeachForecast } from './TeachForecast'
import { TeachSettings } from './TeachSettings'
import { TeachText } from './TeachText'
import { exampleName } from './TeachThing'
import { TeachThings } from './TeachThings'
import { TeachWay } from './TeachWay'
import { useTrainingForecast } from './useTrainingForecast'

interface TeachFormProps {
  readonly form: LessonForm
  readonly onForm: Dispatch<SetStateAction<LessonForm>>
}

/** What is learned from which pictures. What is rarely changed has a default, behind one press. */
export function TeachForm({ form, onForm }: TeachFormProps) {
  const t = useLateText()
  const editor = useEditor()
  const checkpoint = useSettings(({ draft }) => draft.checkpoint.generate)
  const change = (next: Partial<LessonForm>) => onForm((before) => ({ ...before, ...next }))
  const changeThing = (which: number, next: (thing: TaughtThing) => Partial<TaughtThing>) =>
    onForm((before) => ({
      ...before,
      things: before.things.map((thing, at) => (at === which ? { ...thing, ...next(thing) } : thing)),
    }))
  const say = (which: number, at: number, caption: string) =>
    changeThing(which, ({ files, captions }) => ({
      captions: files.map((_, other) => (other === at ? caption : (captions[other] ?? ''))),
    }))
  const summary = useJobs((state) => summaryOf(state, checkpoint))
  const { things, learns, kind } = form
  const pictures = picturesOf(form).length
  const foreseen = useTrainingForecast(form)
  const obstacle = useJobs((state) => teachObstacle(state, checkpoint, form))
  const ready = obstacle === undefined && !foreseen.refusal
  const ofSubject = learns === 'subject'
  /** Its name is a word of its own, written without its class. */
  const alone = kind === 'word' || (mayHaveNewWord(form) && form.newWord)
  const example = exampleName(form)
  const left = useRef<AbortController>(undefined)
  /** The picture that is described before they are learned from, from 1. */
  const [describing, setDescribing] = useState<number>()
  useEffect(() => () => left.current?.abort(), [])

  /** What is said of the pictures first, where nothing is: what stands in a caption is not learned as a part of the thing. */
  async function described(signal: AbortSignal): Promise<readonly TaughtThing[]> {
    const all: TaughtThing[] = []
    let before = 0
    for (const [which, thing] of things.entries()) {
      const { length } = thing.files
      const captions: string[] = []
      const first = before + 1
      if (wantsDescribing(editor, thing)) {
        setDescribing(first)
        await describePictures(
          editor,
          { ...thing, learns },
          {
            signal,
            onSaid(at, caption) {
              captions[at] = caption
              say(which, at, caption)
              setDescribing(first + Math.min(at + 1, length - 1))
            },
          },
        )
      }
      all.push(captions.length > 0 ? { ...thing, captions } : thing)
      before += length
    }
    return all
  }
  async function learn(): Promise<void> {
    const { signal } = (left.current = new AbortController())
    try {
      const all = await described(signal)
      if (!signal.aborted) await teach(editor, { ...form, things: all })
    } finally {
      setDescribing(undefined)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && describing === undefined) learn().catch(editor.fail)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={shared.note}>{t(obstacle === 'teach.noXl' ? obstacle : 'teach.note', { checkpoint })}</p>
      <TeachThings
        form={form}
        onThing={(at, next) => changeThing(at, () => next)}
        onCaption={say}
        onThings={(next) => change({ things: next })}
      />
      <TeachWay form={form} onChange={change} />
      <TeachText
        label={t('teach.samplePrompt')}
        help={t('teach.samplePromptHelp')}
        lines
        value={form.samplePrompts}
        placeholder={
          ofSubject
            ? t('teach.samplePlaceholder', { called: alone ? example : `${example} robot` })
            : t('teach.sampleStylePlaceholder', { word: example })
        }
        onChange={(samplePrompts) => change({ samplePrompts })}
      />
      <Slider
        label={t('panel.steps')}
        help={t('teach.stepsHelp')}
        value={stepsOf(form)}
        min={50}
        max={3000}
        step={50}
        onChange={(steps) => change({ steps })}
      />
      {form.steps === undefined && pictures > 0 && (
        <small className={shared.note}>{t('teach.stepsReckoned')}</small>
      )}
      <TeachSettings
        form={asDescribed(editor, form)}
        usualRate={usualRate(kind, summary?.textWidth)}
        onChange={change}
      />
      {obstacle !== 'teach.noXl' && <TeachForecast {...foreseen} />}
      {obstacle && (
        <p className={shared.note} role="status">
          {t(obstacle, {
            checkpoint,
            at: unfinishedThing(things) + 1,
            most: obstacle === 'teach.manyPrompts' ? mostSamplePrompts : mostCompanions,
            word: unreadableName(things) ?? '',
          })}
        </p>
      )}
      {describing !== undefined && (
        <p className={shared.note} role="status">
          {t('teach.describing', { at: describing, count: pictures })}
        </p>
      )}
      <Button type="submit" look="primary" disabled={!ready || describing !== undefined}>
        {t('teach.start')}
      </Button>
    </form>
  )
}
