// No English is left in what a Korean page says: sentences by key, messages, and all of a guide's texts.
import { beforeAll, describe, expect, it } from 'vitest'
import { guideMetas } from '../../../workers/guidance/list'
import type { Field } from '../../shared/guideFields'
import { guideText } from '../guideText'
import { loadLanguage, translation } from '../translation'

/** What is the same in every language: values that are filled in, examples and names in quotes, paths, and what a person types. */
const same = [
  /\{[^}]*\}|“[^”]*”|"[^"]*"|[\w-]+\/[\w./-]+|\w+\([^)]*\)/g,
  /\b(?:clip skip|unet, vae, text_encoder, tokenizer|int8)\b/g,
]
const samplers = /\b(?:ddim|euler|heun|pndm|dpm-solver\+\+|unipc)\b/g

/** Words beside each other that begin no name: "without a paper", but neither "Stable Diffusion" nor "beta". */
const phrasesIn = (text: string): readonly string[] =>
  [...same, samplers]
    .reduce((rest, one) => rest.replace(one, ';'), text)
    .match(/(?<![\w.-])[a-z’'-]+(?:,? [a-z’'-]+)+/g) ?? []

type Texts = Readonly<Record<string, unknown>>

/** Each text below a table, with its path. */
function* textsOf(table: Texts, path = ''): Generator<readonly [path: string, text: string]> {
  for (const [name, value] of Object.entries(table)) {
    const at = path === '' ? name : `${path}.${name}`
    if (typeof value === 'string') yield [at, value]
    else if (typeof value === 'object' && value !== null) yield* textsOf(value as Texts, at)
  }
}

const english = (table: Texts): string[] =>
  [...textsOf(table)]
    .map(([path, text]) => ({ path, text, words: phrasesIn(text) }))
    .filter(({ words }) => words.length > 0)
    .map(({ path, text, words }) => `${path}: ${words.join(' ')} in ${text}`)

/** A field's texts that are seen; not its examples, which the checkpoint reads. */
const seen = (field: Field): Texts => ({
  label: field.label,
  help: field.help,
  ...('optionLabels' in field && { options: field.optionLabels }),
  ...('itemLabel' in field && { itemLabel: field.itemLabel }),
  ...('item' in field && {
    item: Object.fromEntries(Object.entries(field.item).map(([id, one]) => [id, seen(one)])),
  }),
})

describe('a Korean page', () => {
  beforeAll(() => loadLanguage('ko'))

  it('says nothing English by key', () => {
    const page = translation('ko')!.page
    // Examples of prompts, which stand in empty fields.
    const said = Object.entries(page).filter(([key]) => !key.endsWith('Placeholder'))
    expect(english(Object.fromEntries(said))).toEqual([])
  })

  it('says nothing English in messages and captions', () => {
    const { messages, captions } = translation('ko')!
    expect(english(messages)).toEqual([])
    expect(english({ ...Object.values(captions) })).toEqual([])
  })

  it.each([...guideMetas.values()])('says nothing English of $id', (meta) => {
    const { label, summary, simply, paper, field } = guideText('ko', meta)
    const fields = Object.entries(meta.fields).map(([id, one]) => [id, seen(field(id, one))] as const)
    expect(english({ label, summary, simply: { ...simply }, ...Object.fromEntries(fields) })).toEqual([])
    // Authors, years and numbers are the same, and no word is.
    expect(paper.replace('compel', '').match(/\b[a-z]{3,}\b/g) ?? []).toEqual([])
  })
})
