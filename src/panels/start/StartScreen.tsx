import { useEffect, useState } from 'react'
import { goToPrompt } from '../../actions/focusing'
import { doing, work } from '../../actions/late'
import { useEditor, useSettings, useText } from '../EditorContext'
import { changeDraft } from '../../state/settings'
import { pictureCaption } from '../../strings/pictureCaption'
import { Button } from '../../ui/Button'
import { WorldWords } from '../world/WorldWords'
import { bundledPictures, pictureAddress, type BundledPicture } from './bundledPictures'
import { GenerateStart } from './GenerateStart'
import styles from './StartScreen.module.css'

const openFromDisk = doing((work, editor) => work.openFromDisk(editor))
const startTour = doing((work, editor) => work.startTour(editor))
const endTour = doing((work, editor) => work.endTour(editor))

/** Where nothing is open: pictures to begin with, or the place where a new one appears. */
export function StartScreen() {
  const mode = useSettings(({ draft }) => draft.mode)
  return mode === 'generate' ? <GenerateStart /> : <OpenStart />
}

function OpenStart() {
  const editor = useEditor()
  const t = useText()
  function generate(): void {
    changeDraft(editor.settings, { mode: 'generate' })
    goToPrompt(editor)
  }
  return (
    <section className={styles.screen} aria-labelledby="start-title">
      <h2 id="start-title" className={styles.title}>
        {t('start.title')}
      </h2>
      <p className={styles.line}>{t('start.line')}</p>
      <p className={styles.ways}>
        {t('start.drop')}{' '}
        <Button look="primary" onClick={() => openFromDisk(editor)}>
          {t('start.open')}
        </Button>
        <Button onClick={generate}>{t('start.generate')}</Button>
      </p>
      <TourOffer />
      <Examples />
      <World />
    </section>
  )
}

function TourOffer() {
  const editor = useEditor()
  const t = useText()
  const offered = useSettings((state) => state.tourOffered)
  if (!offered) return null
  return (
    <p className={styles.tour}>
      {t('tour.offer')}
      <Button size="small" onClick={() => startTour(editor)}>
        {t('tour.start')}
      </Button>
      <Button size="small" look="quiet" onClick={() => endTour(editor)}>
        {t('tour.dismiss')}
      </Button>
    </p>
  )
}

/** What the bundled checkpoints know, before somebody brings a photo. */
function World() {
  const t = useText()
  const { view } = useEditor()
  return (
    <section className={styles.world} aria-labelledby="start-world">
      <h3 id="start-world" className={styles.worldName}>
        {t('world.title')}
      </h3>
      <p className={styles.worldLine}>{t('world.line')}</p>
      <WorldWords />
      <p className={styles.worldWays}>
        <Button size="small" onClick={() => view.setState({ dialog: 'world' })}>
          {t('world.examples')}
        </Button>
        <Button size="small" onClick={() => view.setState({ dialog: 'checkpoint' })}>
          {t('world.others')}
        </Button>
      </p>
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
    const { openFromAddress } = await work.read()
    await openFromAddress(editor, pictureAddress(file), { bundled: true })
    const { draft } = editor.settings.getState()
    changeDraft(editor.settings, { mode: 'edit', text: { ...draft.text, edit: suggestion } })
  }

  return (
    <>
      <h3 className={styles.heading}>{t('start.examples')}</h3>
      <ul className={styles.examples}>
        {pictures.map((picture) => {
          const meaning = pictureCaption(language, picture.suggestion)
          return (
            <li key={picture.file}>
              <button
                type="button"
                className={styles.example}
                onClick={() => void open(picture).catch(editor.fail)}
              >
                <img
                  src={pictureAddress(picture.file)}
                  alt={pictureCaption(language, picture.caption)}
                  width={128}
                  height={128}
                />
                <span lang="en">{picture.suggestion}</span>
                {meaning !== picture.suggestion && <span className={styles.meaning}>{meaning}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
