import { useState, type FormEvent } from 'react'
import { teach, type LessonForm } from '../../actions/teaching'
import { useEditor, useJobs, useSettings, useText } from '../../app/EditorContext'
import { familyOf } from '../../shared/networkFamily'
import { summaryOf } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { FieldRow } from '../../ui/FieldRow'
import { Select } from '../../ui/Select'
import { Slider } from '../../ui/Slider'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'
import { TeachSettings } from './TeachSettings'

const kinds = ['lora', 'word', 'custom-diffusion'] as const

/** What is learned from which pictures. What is rarely changed has a default, behind one press. */
export function TeachForm() {
  const t = useText()
  const editor = useEditor()
  const checkpoint = useSettings(({ draft }) => draft.checkpoint.generate)
  const [form, setForm] = useState<LessonForm>({
    kind: 'lora',
    files: [],
    word: '',
    className: '',
    steps: 500,
    samplePrompt: '',
    batch: 4,
    rank: 16,
    classPictures: 0,
    flip: false,
  })
  const change = (next: Partial<LessonForm>) => setForm((before) => ({ ...before, ...next }))
  const summary = useJobs((state) => summaryOf(state, checkpoint))
  const isXl = summary !== undefined && familyOf(summary.levels, summary.textWidth) === 'sdxl'
  const ready = !isXl && form.files.length > 0 && form.word.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) teach(editor, form).catch(editor.fail)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={shared.note}>{t(isXl ? 'teach.noXl' : 'teach.note', { checkpoint })}</p>
      {/* What is dropped here is for this, and not for the canvas below. */}
      <label
        className={styles.files}
        onDragOver={(event) => {
          event.preventDefault()
          event.stopPropagation()
        }}
        onDrop={(event) => {
          event.preventDefault()
          event.stopPropagation()
          change({ files: [...event.dataTransfer.files] })
        }}
      >
        <span>{t('teach.pictures')}</span>
        <input
          type="file"
          accept="image/*"
          multiple
          onChange={({ target }) => change({ files: [...(target.files ?? [])] })}
        />
        {form.files.length > 0 && <small>{t('teach.chosen', { count: form.files.length })}</small>}
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
      <label className={styles.field}>
        <span>{t('teach.samplePrompt')}</span>
        <input
          className={shared.input}
          value={form.samplePrompt}
          placeholder={t('teach.samplePlaceholder')}
          onChange={({ target }) => change({ samplePrompt: target.value })}
        />
        <small className={shared.note}>{t('teach.samplePromptHelp')}</small>
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
      <TeachSettings form={form} onChange={change} />
      <Button type="submit" look="primary" disabled={!ready}>
        {t('teach.start')}
      </Button>
    </form>
  )
}
