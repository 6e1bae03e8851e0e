import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeWeight } from './changeWeight'
import { parsePrompt } from './parsePrompt'
import type { PromptSyntax } from './promptSyntax'

/** The text after a change, the selection marked with «». */
function changed(marked: string, direction: 1 | -1, syntax: PromptSyntax = 'both'): string {
  const from = marked.indexOf('«')
  const to = marked.indexOf('»') - 1
  const text = marked.replace(/[«»]/g, '')
  const change = changeWeight(text, [from, to], direction, syntax)
  if (!change) return marked
  const whole = text.slice(0, change.start) + change.replacement + text.slice(change.end)
  const [start, end] = change.selection
  return `${whole.slice(0, start)}«${whole.slice(start, end)}»${whole.slice(end)}`
}

describe('changing the weight', () => {
  it.each<[string, 1 | -1, string]>([
    ['a «red» cat', 1, 'a («red»:1.1) cat'],
    ['a «red cat»', -1, 'a («red cat»:0.9)'],
    ['a («red»:1.1) cat', 1, 'a («red»:1.2) cat'],
    ['a («red»:1.1) cat', -1, 'a «red» cat'],
    ['a re«»d cat', 1, 'a («red»:1.1) cat'],
    ['a (red c«»at:1.25)', -1, 'a («red cat»:1.15)'],
    ['a «(red cat:1.25)»', -1, 'a («red cat»:1.15)'],
    ['a (red)1.«»3 cat', 1, 'a («red»:1.4) cat'],
    ['«»', 1, '«»'],
    ['a « » cat', 1, 'a « » cat'],
    ['(a:1.2) big «cat»', 1, '(a:1.2) big («cat»:1.1)'],
    ['(«a cat»', 1, '((«a cat»:1.1)'],
  ])('%j by %i', (before, direction, after) => expect(changed(before, direction)).toBe(after))

  it('writes in the syntax that is read', () => {
    expect(changed('a «red» cat', 1, 'compel')).toBe('a («red»)1.1 cat')
    expect(changed('a «red» cat', 1, 'none')).toBe('a «red» cat')
  })

  it('up and down again leaves the text, wherever it is done', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab c,') })
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (words, a, b) => {
        const [from, to] = [a % (words.length + 1), b % (words.length + 1)].toSorted((x, y) => x - y)
        const up = changeWeight(words, [from!, to!], 1, 'both')
        if (!up) return
        const raised = words.slice(0, up.start) + up.replacement + words.slice(up.end)
        const weights = parsePrompt(raised, { syntax: 'both', steps: 20 }).parts[0]!.fragments
        expect(weights.some(({ weight }) => weight === 1.1)).toBe(true)
        const down = changeWeight(raised, up.selection, -1, 'both')!
        expect(raised.slice(0, down.start) + down.replacement + raised.slice(down.end)).toBe(words)
      }),
    )
  })
})
