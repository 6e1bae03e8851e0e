import { TextSearch } from 'lucide-react'
import { useId, useState } from 'react'
import { findByWords } from '../../actions/words'
import { useEditor, useText } from '../EditorContext'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Popover } from '../../ui/Popover'
import styles from '../PopoverForm.module.css'

/** Selects what a word names in the picture on the canvas, whoever made it. */
export function FindByWord() {
  const editor = useEditor()
  const t = useText()
  const [text, setText] = useState('')
  const helpId = useId()
  return (
    <Popover label={t('words.find')} trigger={<IconButton icon={TextSearch} label={t('words.find')} />}>
      {(close) => (
        <>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              close()
              void findByWords(editor, text)
            }}
          >
            <input
              className={styles.field}
              value={text}
              aria-label={t('words.findField')}
              aria-describedby={helpId}
              onChange={({ target }) => setText(target.value)}
            />
            <Button type="submit" look="primary" disabled={text.trim() === ''}>
              {t('words.findGo')}
            </Button>
          </form>
          <p id={helpId} className={styles.note}>
            {t('words.findHelp')}
          </p>
        </>
      )}
    </Popover>
  )
}
