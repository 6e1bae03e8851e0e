import { useSettings, useText } from '../EditorContext'
import { readingMeta } from '../../engine/promptReading'
import type { PromptSyntax } from '../../shared/prompt/promptSyntax'
import { guideText } from '../../strings/guideText'
import styles from './PromptText.module.css'
import { useTokenCount } from './useTokenCount'

interface TokenCounterProps {
  readonly text: string
  readonly syntax: PromptSyntax
}

/** How many tokens a prompt has, of those that the checkpoint reads at once. */
export function TokenCounter({ text, syntax }: TokenCounterProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  const known = useTokenCount(text, syntax)
  if (!known) return null
  const { count, room } = known
  const values = { count, room, guide: readingMeta ? guideText(language, readingMeta).label : '' }
  return (
    <span className={styles.counter} data-over={count > room || undefined}>
      {t(count > room ? 'prompt.tokensOver' : 'prompt.tokens', values)}
    </span>
  )
}
