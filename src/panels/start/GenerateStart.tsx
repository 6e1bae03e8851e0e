import { goToPrompt } from '../../actions/focusing'
import { useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { knowsOnlyToyland } from '../../engine/smallWorld'
import { generatedSize } from '../../engine/workingSize'
import { summaryOf } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { pictureCaption } from '../../strings/pictureCaption'
import { Button } from '../../ui/Button'
import { FittedPicture } from '../gallery/FittedPicture'
import { late } from '../late'
import { openPicture } from '../openPictureLate'
import styles from './GenerateStart.module.css'

const PreviewTints = late(openPicture, 'PreviewTints')

/** Prompts to begin with: of Toyland, and of the world at large. */
const toyland = [
  'a red cat with a hat in the snow',
  'a blue house left of a tree at night',
  'pixel art of a dog',
]
const photos = [
  'a photo of a lighthouse at dusk',
  'an oil painting of a bowl of lemons',
  'a watercolour of a fox in a forest',
]

/** The empty canvas of a picture to come, at its shape. What is on its way is seen there step by step. */
export function GenerateStart() {
  const t = useText()
  const editor = useEditor()
  const draft = useSettings((state) => state.draft)
  const language = useSettings((state) => state.language)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint.generate))
  const job = useJobs((state) => state.jobs.find(({ status }) => status !== 'waiting'))
  const preview = job?.preview && editor.bitmaps.has(job.preview.bitmap) ? job.preview : undefined
  const { width, height } = summary ? generatedSize(draft, summary) : { width: 1, height: 1 }
  const sentences = knowsOnlyToyland(draft.checkpoint.generate, summary) ? toyland : photos
  function write(prompt: string): void {
    const { text } = editor.settings.getState().draft
    changeDraft(editor.settings, { text: { ...text, generate: prompt } })
    goToPrompt(editor)
  }
  return (
    <section className={styles.screen} aria-label={t('generate.title')}>
      <svg className={styles.sheet} viewBox={`0 0 ${width} ${height}`} aria-hidden>
        <rect width={width} height={height} />
      </svg>
      {preview ? (
        <>
          <FittedPicture bitmap={editor.bitmaps.picture(preview.bitmap)} label={t('generate.preview')} />
          <PreviewTints {...sizeOf(editor.bitmaps.picture(preview.bitmap))} />
        </>
      ) : (
        <div className={styles.texts}>
          <h2 className={styles.title}>{t('generate.title')}</h2>
          <p>{job ? t('generate.running') : t('generate.line')}</p>
          {!job && (
            <>
              <ul className={styles.sentences} aria-label={t('world.prompts')}>
                {sentences.map((sentence) => {
                  const meaning = pictureCaption(language, sentence)
                  return (
                    <li key={sentence}>
                      <Button onClick={() => write(sentence)}>
                        <span lang="en">{sentence}</span>
                        {meaning !== sentence && <span className={styles.meaning}>{meaning}</span>}
                      </Button>
                    </li>
                  )
                })}
              </ul>
              <Button look="quiet" onClick={() => changeDraft(editor.settings, { mode: 'edit' })}>
                {t('generate.back')}
              </Button>
            </>
          )}
        </div>
      )}
    </section>
  )
}

const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({ width, height })
