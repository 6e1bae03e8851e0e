import { useState } from 'react'
import { batchObstacle, startBatch } from '../../actions/batch'
import { picturesAmong } from '../../actions/transferring'
import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { choosePictureFolder, choosePictures, type ChosenPictures } from '../../files/fileDialogs'
import { canFillFolder, chooseResultFolder, chooseZipPlace } from '../../files/resultFiles'
import type { Batch } from '../../state/series'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useStoresChanged } from '../useStoresChanged'
import styles from './CheckpointDialog.module.css'
import { useDialog } from './useDialog'

const none: ChosenPictures = { files: [] }

/** The panel's edit on many pictures: which ones, and where the results go. */
export function BatchDialog() {
  const t = useLateText()
  const editor = useEditor()
  const { open, close } = useDialog('batch')
  const [chosen, setChosen] = useState<ChosenPictures>(none)
  const choose = (next: ChosenPictures) => next.files.length > 0 && setChosen(next)
  function end(): void {
    close()
    setChosen(none)
  }
  return (
    <Dialog
      open={open}
      title={t('batch.title')}
      closeLabel={t('app.close')}
      onClose={end}
      onFiles={(files) => choose({ files: picturesAmong(editor, files) })}
    >
      <Choices chosen={chosen} onChoose={choose} onDone={end} />
    </Dialog>
  )
}

interface ChoicesProps {
  readonly chosen: ChosenPictures
  readonly onChoose: (chosen: ChosenPictures) => void
  readonly onDone: () => void
}

function Choices({ chosen, onChoose, onDone }: ChoicesProps) {
  const editor = useEditor()
  const t = useLateText()
  useStoresChanged()
  const { files } = chosen
  const obstacle = batchObstacle(editor)
  const prompt = editor.settings.getState().draft.text.edit.trim()
  const choose = (ask: () => Promise<ChosenPictures>) => void ask().then(onChoose, editor.fail)
  async function start(ask: () => Promise<Batch['results'] | undefined>): Promise<void> {
    try {
      const results = await ask()
      if (!results) return
      onDone()
      await startBatch(editor, chosen, results)
    } catch (error) {
      editor.fail(error)
    }
  }
  const ready = files.length > 0 && obstacle === undefined
  return (
    <div className={styles.body}>
      <p className={styles.note}>{t('batch.about')}</p>
      <section className={styles.way}>
        <h3 className={styles.heading}>{prompt === '' ? t('batch.edit') : `“${prompt}”`}</h3>
        {obstacle && (
          <p className={styles.note} role="status">
            {obstacle}
          </p>
        )}
      </section>
      <section className={styles.way}>
        <h3 className={styles.heading}>{t('batch.pictures')}</h3>
        <p className={styles.note} role="status">
          {files.length === 0
            ? t('batch.none')
            : t('batch.chosen', { count: files.length, first: files[0]!.name })}
        </p>
        <div className={styles.row}>
          <Button onClick={() => choose(async () => ({ files: await choosePictures() }))}>
            {t('batch.choosePictures')}
          </Button>
          <Button onClick={() => choose(choosePictureFolder)}>{t('checkpoint.chooseFolder')}</Button>
        </div>
      </section>
      <section className={styles.way}>
        <h3 className={styles.heading}>{t('batch.results')}</h3>
        <div className={styles.row}>
          {canFillFolder() && (
            <Button look="primary" disabled={!ready} onClick={() => void start(chooseResultFolder)}>
              {t('batch.intoFolder')}
            </Button>
          )}
          <Button
            {...(!canFillFolder() && { look: 'primary' as const })}
            disabled={!ready}
            onClick={() => void start(() => chooseZipPlace(t('batch.zipName')))}
          >
            {t('batch.asZip')}
          </Button>
        </div>
      </section>
    </div>
  )
}
