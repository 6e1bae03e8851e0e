import { useDocument, useEditor, useText, useView } from '../EditorContext'
import { factsOf, promptOf } from '../../shared/savedRecipe'
import { inSight } from '../inSight'
import { Thumbnail } from '../Thumbnail'
import styles from './CandidateStrip.module.css'

/** Small pictures of the staged results; one of them, or none, is on show. */
export function CandidateStrip() {
  const { view } = useEditor()
  const t = useText()
  const candidates = useDocument((state) => state.candidates)
  const shown = useView((state) => state.candidate)
  return (
    <ol className={styles.strip}>
      {candidates.map(({ id, bitmap, recipe }, at) => (
        <li key={id}>
          <button
            type="button"
            ref={id === shown ? inSight : undefined}
            className={styles.candidate}
            aria-pressed={id === shown}
            aria-label={t('stage.result', {
              number: at + 1,
              prompt: promptOf(recipe),
              seed: factsOf(recipe)['seed'] ?? '?',
            })}
            onClick={() => view.setState({ candidate: id === shown ? undefined : id, compare: 'result' })}
          >
            <Thumbnail bitmap={bitmap} side={38} />
          </button>
        </li>
      ))}
    </ol>
  )
}
