import { useSettings, useText } from '../EditorContext'
import { toylandWords } from '../../engine/smallWorld'
import { pictureCaption } from '../../strings/pictureCaption'
import styles from './WorldWords.module.css'

interface WorldWordsProps {
  /** Puts a word into the prompt; without it the words are only read. */
  readonly onChoose?: (word: string) => void
}

const groups = Object.keys(toylandWords) as (keyof typeof toylandWords)[]

/** All that the bundled checkpoints know, as chips. Prompts are English, so another language stands beside the word. */
export function WorldWords({ onChoose }: WorldWordsProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  return (
    <dl className={styles.groups}>
      {groups.map((group) => (
        <div key={group} className={styles.group}>
          <dt className={styles.name}>{t(`world.${group}`)}</dt>
          <dd className={styles.words}>
            {toylandWords[group].map((word) => {
              const meaning = pictureCaption(language, word)
              const shown = (
                <>
                  <span lang="en">{word}</span>
                  {meaning !== word && <span className={styles.meaning}>{meaning}</span>}
                </>
              )
              return onChoose ? (
                <button key={word} type="button" className={styles.word} onClick={() => onChoose(word)}>
                  {shown}
                </button>
              ) : (
                <span key={word} className={styles.word}>
                  {shown}
                </span>
              )
            })}
          </dd>
        </div>
      ))}
    </dl>
  )
}
