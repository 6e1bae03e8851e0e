import { PenLine } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { sentencesAtOnce, writeSentences } from '../../../actions/describing'
import { useEditor, useJobs, useSettings, useText } from '../../EditorContext'
import type { TextField } from '../../../shared/guideFields'
import { Button } from '../../../ui/Button'
import { FieldShell } from '../../../ui/FieldShell'
import { Popover } from '../../../ui/Popover'
import { NetworkControl } from './NetworkControl'
import styles from './SentencesControl.module.css'
import control from './TextControl.module.css'

interface SentencesControlProps {
  readonly field: TextField
  /** One sentence a line. */
  readonly value: string
  /** What they are about. */
  readonly concept: string
  readonly helpId: string
  readonly onChange: (value: string) => void
}

/** Sentences, one a line: one's own, or a language model's. */
export function SentencesControl({ field, value, concept, helpId, onChange }: SentencesControlProps) {
  const t = useText()
  const { label, help } = field
  return (
    <FieldShell label={label} help={help} helpId={helpId}>
      <textarea
        className={`${control.text} ${styles.text}`}
        rows={value === '' ? 2 : 5}
        aria-label={label}
        aria-describedby={help === undefined ? undefined : helpId}
        value={value}
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
      <Popover
        side="left"
        label={t('sentences.byModel')}
        trigger={
          <Button
            size="small"
            look="quiet"
            className={styles.byModel}
            aria-label={`${label}: ${t('sentences.byModel')}`}
          >
            <PenLine size={14} aria-hidden /> {t('sentences.byModel')}
          </Button>
        }
      >
        <ByModel concept={concept.trim()} value={value} onChange={onChange} />
      </Popover>
    </FieldShell>
  )
}

function ByModel({
  concept,
  value,
  onChange,
}: Pick<SentencesControlProps, 'concept' | 'value' | 'onChange'>) {
  const t = useText()
  const editor = useEditor()
  const { settings } = editor
  const model = useSettings((state) => state.writtenBy.sentences)
  const download = useJobs((state) => state.download)
  const running = useRef<AbortController>(undefined)
  const [share, setShare] = useState<number>()
  // It may be typed in while the model writes.
  const present = useRef(value)
  useEffect(() => {
    present.current = value
  }, [value])

  async function write(): Promise<void> {
    running.current = new AbortController()
    setShare(0)
    const { signal } = running.current
    const written = await writeSentences(editor, concept, { signal, onProgress: setShare })
    setShare(undefined)
    if (!written) return
    const before = present.current.split('\n').filter((line) => line.trim() !== '')
    onChange([...before, ...written.filter((sentence) => !before.includes(sentence))].join('\n'))
  }

  return (
    <div className={styles.model}>
      <p className={styles.note}>{t('sentences.about')}</p>
      <NetworkControl
        kind="text2text-generation"
        label={t('settings.writtenBy.sentences')}
        value={model}
        describedBy={undefined}
        onChange={(sentences) =>
          settings.setState(({ writtenBy }) => ({ writtenBy: { ...writtenBy, sentences } }))
        }
      />
      {share === undefined ? (
        <Button disabled={model === '' || concept === ''} onClick={() => void write()}>
          {concept === ''
            ? t('sentences.noConcept')
            : t('sentences.write', { count: sentencesAtOnce, concept })}
        </Button>
      ) : (
        <div className={styles.progress}>
          <progress
            value={download ? download.loaded / download.total : share}
            aria-label={t(download ? 'sentences.downloading' : 'sentences.writing')}
          />
          <Button onClick={() => running.current?.abort()}>{t('sentences.stop')}</Button>
        </div>
      )}
    </div>
  )
}
