import { useEffect, useRef, useState, type Dispatch, type FormEvent, type SetStateAction } from 'react'
import { asDescribed, describePictures, wantsDescribing } from '../../actions/captioning'
import { mayHaveNewWord, stepsOf, teach, teachObstacle, type LessonForm } from '../../actions/teaching'
import { useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { usualRate } from '../../shared/lessonKinds'
import { summaryOf } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { Slider } from '../../ui/Slider'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'
import { TeachCaptions } from './TeachCaptions'
import { TeachForecast } from './TeachForecast'
import { TeachPictures } from './TeachPictures'
import { TeachSettings } from './TeachSettings'
import { TeachText } from './TeachText'
import { TeachWordNote } from './TeachWordNote'
import { TeachWay } from './TeachWay'
import { useTrainingForecast } from './useTrainingForecast'

interface TeachFormProps {
  readonly form: LessonForm
  readonly onForm: Dispatch<SetStateAction<LessonForm>>
}

/** What is learned from which pictures. What is rarely changed has a default, behind one press. */
export function TeachForm({ form, onForm }: TeachFormProps) {
  const t = useText()
  const editor = useEditor()
  const checkpoint = useSettings(({ draft }) => draft.checkpoint.generate)
  const change = (next: Partial<LessonForm>) => onForm((before) => ({ ...before, ...next }))
  const say = (at: number, caption: string) =>
    onForm((before) => ({
      ...before,
      captions: before.files.map((_, other) => (other === at ? caption : (before.captions[other] ?? ''))),
    }))
  const summary = useJobs((state) => summaryOf(state, checkpoint))
  const { files, word, learns, kind } = form
  const foreseen = useTrainingForecast(form)
  const obstacle = useJobs((state) => teachObstacle(state, checkpoint, form))
  const ready = obstacle === undefined && !foreseen.refusal
  const ofSubject = learns === 'subject'
  /** Its name is a word of its own, written without its class. */
  const alone = kind === 'word' || (mayHaveNewWord(form) && form.newWord)
  /** Its name is read by the tokenizer's own tokens. */
  const named = mayHaveNewWord(form) && !form.newWord
  const exampleWord = named ? 'sks' : ofSubject ? '<creature>' : '<sketch>'
  const describing = useRef<AbortController>(undefined)
  /** The picture that is described before they are learned from, from 1. */
  const [described, setDescribed] = useState<number>()
  useEffect(() => () => describing.current?.abort(), [])

  /** What is said of the pictures first, where nothing is: what stands in a caption is not learned as a part of the thing. */
  async function captionsOfAll(): Promise<readonly string[]> {
    if (!wantsDescribing(editor, form)) return form.captions
    const { signal } = (describing.current = new AbortController())
    const captions: string[] = []
    setDescribed(1)
    try {
      await describePictures(editor, form, {
        signal,
        onSaid(at, caption) {
          captions[at] = caption
          say(at, caption)
          setDescribed(Math.min(at + 2, files.length))
        },
      })
    } finally {
      setDescribed(undefined)
    }
    return captions
  }
  async function learn(): Promise<void> {
    const captions = await captionsOfAll()
    if (!describing.current?.signal.aborted) await teach(editor, { ...form, captions })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && described === undefined) learn().catch(editor.fail)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={shared.note}>{t(obstacle === 'teach.noXl' ? obstacle : 'teach.note', { checkpoint })}</p>
      <TeachPictures files={files} onChange={(chosen) => change({ files: chosen, captions: [] })} />
      <TeachWay form={form} onChange={change} />
      <TeachText
        label={t('teach.word')}
        help={t(ofSubject ? 'teach.wordHelp' : 'teach.styleWordHelp')}
        value={word}
        placeholder={exampleWord}
        onChange={(next) => change({ word: next })}
      />
      {named && <TeachWordNote word={word} />}
      {/* A word of its own begins as another, and a style’s as one of its kind too. */}
      {(ofSubject || !named) && (
        <TeachText
          label={t(ofSubject ? 'teach.className' : 'teach.styleClassName')}
          help={t('teach.classHelp')}
          value={form.className}
          placeholder={ofSubject ? 'robot' : 'sketch'}
          onChange={(className) => change({ className })}
        />
      )}
      <TeachText
        label={t('teach.samplePrompt')}
        help={t('teach.samplePromptHelp')}
        value={form.samplePrompt}
        placeholder={
          ofSubject
            ? t('teach.samplePlaceholder', { called: `${exampleWord}${alone ? '' : ' robot'}` })
            : t('teach.sampleStylePlaceholder', { word: exampleWord })
        }
        onChange={(samplePrompt) => change({ samplePrompt })}
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
      {form.steps === undefined && files.length > 0 && (
        <small className={shared.note}>{t('teach.stepsReckoned')}</small>
      )}
      {files.length > 0 && <TeachCaptions form={form} onCaption={say} />}
      <TeachSettings
        form={asDescribed(editor, form)}
        usualRate={usualRate(kind, summary?.textWidth)}
        onChange={change}
      />
      {obstacle !== 'teach.noXl' && <TeachForecast {...foreseen} />}
      {obstacle && (
        <p className={shared.note} role="status">
          {t(obstacle, { checkpoint })}
        </p>
      )}
      {described !== undefined && (
        <p className={shared.note} role="status">
          {t('teach.describing', { at: described, count: files.length })}
        </p>
      )}
      <Button type="submit" look="primary" disabled={!ready || described !== undefined}>
        {t('teach.start')}
      </Button>
    </form>
  )
}
