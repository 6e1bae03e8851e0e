import { useState, type FormEvent } from 'react'
import { teach, type LessonForm } from '../../actions/teaching'
import { useEditor, useJobs, useSettings, useText } from '../../app/EditorContext'
import type { Training } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FieldRow } from '../../ui/FieldRow'
import { Progress } from '../../ui/Progress'
import { Select } from '../../ui/Select'
import { Slider } from '../../ui/Slider'
import shared from './CheckpointDialog.module.css'
import { LossCurve } from './LossCurve'
import styles from './TeachDialog.module.css'
import { useDialog } from './useDialog'

const kinds = ['lora', 'word', 'custom-diffusion'] as const

/** Teaches the checkpoint a subject from a few pictures, here in the browser. */
export function TeachDialog() {
  const t = useText()
  const { open, close } = useDialog('teach')
  const training = useJobs((state) => state.training)
  return (
    <Dialog open={open} title={t('teach.title')} closeLabel={t('app.close')} onClose={close}>
      <div className={shared.body}>{training ? <Lesson training={training} /> : <Form />}</div>
    </Dialog>
  )
}

function Form() {
  const t = useText()
  const editor = useEditor()
  const checkpoint = useSettings(({ draft }) => draft.checkpoint.generate)
  const [form, setForm] = useState<LessonForm>({
    kind: 'lora',
    files: [],
    word: '',
    className: '',
    steps: 1000,
  })
  const change = (next: Partial<LessonForm>) => setForm((before) => ({ ...before, ...next }))
  const ready = form.files.length > 0 && form.word.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) teach(editor, form).catch(editor.fail)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={shared.note}>{t('teach.note', { checkpoint })}</p>
      <label className={styles.files}>
        <span>{t('teach.pictures')}</span>
        <input
          type="file"
          accept="image/*"
          multiple
          onChange={({ target }) => change({ files: [...(target.files ?? [])] })}
        />
      </label>
      <FieldRow label={t('teach.kind')}>
        <Select
          label={t('teach.kind')}
          value={form.kind}
          options={kinds.map((kind) => ({
            value: kind,
            label: t(`teach.kind.${kind}`),
            detail: t(`teach.kindHelp.${kind}`),
          }))}
          onChange={(kind) => change({ kind: kind as LessonForm['kind'] })}
        />
      </FieldRow>
      <label className={styles.field}>
        <span>{t('teach.word')}</span>
        <input
          className={shared.input}
          value={form.word}
          placeholder={form.kind === 'lora' ? 'sks' : '<creature>'}
          onChange={({ target }) => change({ word: target.value })}
        />
        <small className={shared.note}>{t('teach.wordHelp')}</small>
      </label>
      <label className={styles.field}>
        <span>{t('teach.className')}</span>
        <input
          className={shared.input}
          value={form.className}
          placeholder="robot"
          onChange={({ target }) => change({ className: target.value })}
        />
        <small className={shared.note}>{t('teach.classHelp')}</small>
      </label>
      <Slider
        label={t('panel.steps')}
        help={t('teach.stepsHelp')}
        value={form.steps}
        min={50}
        max={3000}
        step={50}
        onChange={(steps) => change({ steps })}
      />
      <Button type="submit" look="primary" disabled={!ready}>
        {t('teach.start')}
      </Button>
    </form>
  )
}

function Lesson({ training }: { readonly training: Training }) {
  const t = useText()
  const { engine } = useEditor()
  const { word, status, step, steps, secondsLeft, losses } = training
  return (
    <section className={styles.form} aria-label={t('teach.learning', { word })}>
      <p role="status">
        {status === 'cancelling'
          ? t('run.cancelling')
          : step === 0
            ? t('run.starting')
            : t('teach.step', { word, step, steps })}
        {secondsLeft !== undefined &&
          `, ${t('run.secondsLeft', { seconds: Math.max(1, Math.round(secondsLeft)) })}`}
      </p>
      <Progress label={t('teach.learning', { word })} value={step / steps} />
      <LossCurve losses={losses} label={t('teach.loss')} />
      <p className={shared.note}>{t('teach.leave')}</p>
      <Button disabled={status === 'cancelling'} onClick={() => engine.cancelTraining()}>
        {t('run.cancel')}
      </Button>
    </section>
  )
}
