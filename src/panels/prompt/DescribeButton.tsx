import { ScanText, Square, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { describePicture } from '../../actions/describing'
import { useDocument, useEditor, useJobs, useText } from '../EditorContext'
import { isOpen } from '../../state/document'
import { IconButton } from '../../ui/IconButton'
import styles from './DescribeButton.module.css'

interface DescribeButtonProps {
  /** Of the field. */
  readonly name: string
  readonly text: string
  readonly onText: (text: string) => void
}

/** Has a captioner say what the picture shows, and puts that into a field; what stood there can be put back. */
export function DescribeButton({ name, text, onText }: DescribeButtonProps) {
  const t = useText()
  const editor = useEditor()
  const open = useDocument(isOpen)
  const ready = useJobs((state) => state.engine === 'ready')
  const running = useRef<AbortController>(undefined)
  const [works, setWorks] = useState(false)
  const [replaced, setReplaced] = useState<{ readonly before: string; readonly by: string }>()
  // It may be typed in meanwhile.
  const present = useRef(text)
  useEffect(() => {
    present.current = text
  }, [text])
  if (!open) return null

  async function describe(): Promise<void> {
    running.current = new AbortController()
    setWorks(true)
    const said = await describePicture(editor, running.current.signal)
    setWorks(false)
    if (said === undefined) return
    const before = present.current
    if (before.trim() !== '' && before !== said) setReplaced({ before, by: said })
    onText(said)
  }

  if (works)
    return (
      <IconButton
        icon={Square}
        label={t('describe.stop')}
        className={[styles.button, styles.works].join(' ')}
        onClick={() => running.current?.abort()}
      />
    )
  return (
    <>
      {replaced && replaced.by === text && (
        <IconButton
          icon={Undo2}
          label={t('describe.putBack')}
          className={styles.button}
          onClick={() => {
            onText(replaced.before)
            setReplaced(undefined)
          }}
        />
      )}
      <IconButton
        icon={ScanText}
        label={t('describe.picture')}
        aria-label={`${t('describe.picture')}: ${name}`}
        className={styles.button}
        disabled={!ready}
        onClick={() => void describe()}
      />
    </>
  )
}
