import { useId, useMemo, useRef } from 'react'
import { useErrorLine, useSettings, useText } from '../EditorContext'
import { promptSyntaxOf } from '../../engine/promptReading'
import { parsePrompt } from '../../shared/prompt/parsePrompt'
import { PromptChips } from './PromptChips'
import { PromptMarks } from './PromptMarks'
import styles from './PromptText.module.css'
import { TokenCounter } from './TokenCounter'
import { useAskedFocus } from './useAskedFocus'
import { weightKeys } from './weightKeys'

interface PromptTextProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly rows: number
  /** The prompt itself: `/` leads to it, and its foot keeps its place. */
  readonly main?: boolean
  /** The id of the field, where a label of its own names it; else its name. */
  readonly id?: string
  readonly label?: string
  readonly placeholder?: string | undefined
  /** The id of a text that describes it. */
  readonly describedBy?: string | undefined
}

/** A text that the checkpoint reads: weights are tinted in it and listed below it, its tokens are counted. */
export function PromptText({
  value,
  onChange,
  rows,
  main,
  id,
  label,
  placeholder,
  describedBy,
}: PromptTextProps) {
  const t = useText()
  const errorLine = useErrorLine()
  const field = useRef<HTMLTextAreaElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  useAskedFocus(field, main === true)
  const problemId = useId()
  const syntax = useSettings(({ draft }) => promptSyntaxOf(draft))
  const steps = useSettings(({ draft }) => draft.steps)
  const parsed = useMemo(() => parsePrompt(value, { syntax, steps }), [value, syntax, steps])
  const [problem] = parsed.problems
  return (
    <div className={styles.prompt}>
      <div className={styles.field}>
        <PromptMarks ref={marks} text={value} parsed={parsed} />
        <textarea
          ref={field}
          id={id}
          className={styles.text}
          rows={rows}
          data-prompt={main}
          value={value}
          aria-label={label}
          aria-describedby={[describedBy, problem && problemId].filter(Boolean).join(' ') || undefined}
          aria-keyshortcuts="Control+ArrowUp Control+ArrowDown"
          placeholder={placeholder}
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={weightKeys(syntax)}
          onScroll={({ currentTarget }) => {
            if (marks.current) marks.current.scrollTop = currentTarget.scrollTop
          }}
        />
      </div>
      <div className={main ? styles.mainFoot : styles.foot}>
        {main && <span className={styles.keys}>{t('prompt.keys')}</span>}
        <PromptChips
          parsed={parsed}
          onChoose={({ start, end }) => {
            field.current?.focus()
            field.current?.setSelectionRange(start, end)
          }}
        />
        <TokenCounter text={value} syntax={syntax} />
      </div>
      <p id={problemId} role="status" className={styles.problem}>
        {problem && errorLine(problem)}
      </p>
    </div>
  )
}
