import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { unsaidConcept } from './unsaidConcept'

const meta = guideMetas.get('pix2pix-zero')!
const unsaid = (prompt: string, source: string) =>
  unsaidConcept(
    { mode: 'edit', text: { edit: prompt, generate: source } },
    { values: { source, target: 'dog' } },
    meta,
  )

it.each<[string, string, string | undefined]>([
  ['a cat in a meadow', 'cat', undefined],
  ['a Cat in a meadow', 'an orange cat', undefined],
  ['a (cat:1.3) in a meadow', 'the cat', undefined],
  ['a catalogue on a table', 'a cat', 'a cat'],
  ['a house in the snow', 'cat', 'cat'],
  ['', 'cat', 'cat'],
  ['a house', ' ', undefined],
])('of "%s", "%s" is told as %s', (prompt, source, told) => expect(unsaid(prompt, source)).toBe(told))
