import type { Editor } from '../engine/editor'

/** Puts the cursor into the prompt; `select` for what is to be written anew. */
export function goToPrompt({ view }: Editor, { select = false } = {}): void {
  view.setState(({ promptAsked }) => ({ promptAsked: { times: promptAsked.times + 1, select } }))
}
