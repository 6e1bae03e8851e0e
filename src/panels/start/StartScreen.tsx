import { useEffect, useState } from 'react'
import { openFromAddress, openFromDisk } from '../../actions/opening'
import { useEditor, useSettings, useText } from '../../app/EditorContext'
import { changeDraft } from '../../state/settings'
import { pictureCaption } from '../../strings/pictureCaption'
import { Button } from '../../ui/Button'
import { bundledPictures, pictureAddress, type BundledPicture } from './bundledPictures'
import styles from './StartScreen.module.css'

export function StartScreen() {
  const editor = useEditor()
  const t = useText()
  return (
    <section className={styles.screen} aria-labelledby="start-title">
      <h2 id="start-title" className={styles.title}>
        {t('start.title')}
      </h2>
      <p className={styles.line}>{t('start.line')}</p>
      <p className={styles.ways}>
        {t('start.drop')}{' '}
        <Button look="primary" onClick={() => void openFromDisk(editor)}>
          {t('start.open')}
        </Button>
        <Button onClick={() => changeDraft(editor.settings, { mode: 'generate' })}>
          {t('start.generate')}
        </Button>
      </p>
      <Examples />
    </section>
  )
}

function Examples() {
  const editor = useEditor()
  const t = useText()
  const language = useSettings((state) => state.language)
  const [pictures, setPictures] = useState<readonly BundledPicture[]>([])
  useEffect(() => {
    let wanted = true
    bundledPictures().then((found) => wanted && setPictures(found), editor.fail)
    return () => void (wanted = false)
  }, [editor])
  if (pictures.length === 0) return null

  async function open({ file, suggestion }: BundledPicture): Promise<void> {
    await openFromAddress(editor, pictureAddress(file))
    const { draft } = editor.settings.getState()
    changeDraft(editor.settings, { mode: 'edit', text: { ...draft.text, edit: suggestion } })
  }

  return (
    <>
      <h3 className={styles.heading}>{t('start.examples')}</h3>
      <ul className={styles.examples}>
        {pictures.map((picture) => (
          <li key={picture.file}>
            <button type="button" className={styles.example} onClick={() => void open(picture)}>
              <img
                src={pictureAddress(picture.file)}
                alt={pictureCaption(language, picture.caption)}
                width={128}
                height={128}
              />
              <span>{picture.suggestion}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
