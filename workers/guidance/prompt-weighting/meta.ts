import { defineMeta } from '../../../src/shared/guideMeta'
import type { PromptSyntax } from '../../../src/shared/prompt/promptSyntax'
import { parsePrompt } from '../../../src/shared/prompt/parsePrompt'

export const meta = defineMeta({
  id: 'prompt-weighting',
  label: 'Prompt weights',
  summary:
    'Lets words of any prompt count more or less, as in (cat:1.3) or cat++, and reads long prompts in chunks.',
  paper:
    'AUTOMATIC1111’s and compel’s conventions, without a paper; the text encoder: Radford et al. 2021, arXiv:2103.00020',
  role: 'text',
  purpose: 'words',
  fields: {
    syntax: {
      kind: 'choice',
      label: 'Syntax',
      help: 'AUTOMATIC1111 writes (cat:1.3) and [cat]; compel writes cat++ and (cat)1.3.',
      options: ['both', 'a1111', 'compel', 'none'],
      optionLabels: {
        both: 'Both',
        a1111: 'AUTOMATIC1111',
        compel: 'compel',
        none: 'None: as it stands',
      },
      default: 'both',
    },
    normalisation: {
      kind: 'choice',
      label: 'Normalisation',
      help: 'How a weight is made to count. compel: by what the word adds to the text; it does more. AUTOMATIC1111: by scaling the word, with the mean of all kept, for the same pictures as there.',
      options: ['compel', 'a1111', 'none'],
      optionLabels: {
        a1111: 'Keep the mean (AUTOMATIC1111)',
        compel: 'Against the text without (compel)',
        none: 'Scale only',
      },
      default: 'compel',
    },
    chunks: {
      kind: 'boolean',
      label: 'Read long prompts in chunks',
      help: 'Off, words beyond the text encoder’s length are left out.',
      default: true,
      expert: true,
    },
  },
  readsPrompts: ({ syntax }) => syntax as PromptSyntax,
  whenOff: { syntax: 'none', chunks: false },
  // Whoever types a weight means it.
  impliedBy: ({ texts }) =>
    texts.some((text) => {
      const { plain, problems } = parsePrompt(text, { syntax: 'both', steps: 1 })
      return !plain || problems.length > 0
    }),
})
