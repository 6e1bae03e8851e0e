import { useEffect, useState } from 'react'
import { useEditor, useJobs, useSettings } from '../EditorContext'
import type { PromptSyntax } from '../../shared/prompt/promptSyntax'
import type { TokenCount } from '../../shared/protocol/answers'
import { summaryOf } from '../../state/jobs'

/** Typing is not followed letter by letter. */
const pauseMs = 150

/** The tokens of a prompt for the checkpoint of the panel, a moment after it was typed; undefined until they are known. */
export function useTokenCount(text: string, syntax: PromptSyntax): TokenCount | undefined {
  const { engine } = useEditor()
  const checkpoint = useSettings(({ draft }) => draft.checkpoint[draft.mode])
  const steps = useSettings(({ draft }) => draft.steps)
  const open = useJobs((state) => summaryOf(state, checkpoint) !== undefined && state.engine === 'ready')
  const [known, setKnown] = useState<TokenCount>()
  const counts = open && text.trim() !== ''
  useEffect(() => {
    if (!counts) return
    let current = true
    const timer = setTimeout(async () => {
      const count = await engine.countTokens({ checkpoint, text, syntax, steps })
      if (current) setKnown(count)
    }, pauseMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [engine, checkpoint, counts, text, syntax, steps])
  return counts ? known : undefined
}
