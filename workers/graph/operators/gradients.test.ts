// Every operator says how it is differentiated in its own file, beside its shape rule and its lowering.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('.', import.meta.url)

/** The text of each operator's definition, up to the next one. */
const definitions = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => {
    const [, ...parts] = readFileSync(new URL(file, folder), 'utf8').split(/defineOperator(?=[<(])/)
    return parts.map((text) => ({ file, text, name: /name: '(\w+)'/.exec(text)?.[1] ?? 'by parameter' }))
  })

it('operators have a gradient or are differentiated as finer ones, but for those that only ways back are made of', () => {
  expect(definitions.length).toBeGreaterThan(30)
  const without = definitions.filter(({ text }) => !/\b(?:gradient|compose)\b\s*[(:]/.test(text))
  expect(without.map(({ file, name }) => `${file}: ${name}`).toSorted()).toEqual([
    'conv2d.ts: transposedConv2d',
    'reduce.ts: maxShares',
    'standardise.ts: standardisedBackwards',
  ])
})

it('each has its shape rule and its lowering there too', () => {
  for (const { file, name, text } of definitions)
    for (const part of [/\bshape\s*[(:]/, /\blower\s*[(:,]/]) expect(text, `${file}: ${name}`).toMatch(part)
})
