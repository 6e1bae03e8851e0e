// What a prompt can hardly mean is read all the same, and told.
import { describe, expect, it } from 'vitest'
import { parse, syntaxes, weights } from './fixtures/parsing'

describe('what can hardly be meant', () => {
  it.each([
    ['a (cat', 'A "(" of the prompt is never closed.'],
    ['(a [cat) b', 'A "[" of the prompt is never closed.'],
    ['((((a', '4 brackets of the prompt are never closed.'],
    ['cat:1.3)', 'A ")" of the prompt closes nothing.'],
    ['(cat:1,3)', 'The weight "1,3" of the prompt is not a number.'],
    ['(cat:)', 'The weight "" of the prompt is not a number.'],
    ['(cat:1.2.3)', 'The weight "1.2.3" of the prompt is not a number.'],
    ['(cat:-)', 'The weight "-" of the prompt is not a number.'],
    ['(cat)1,3 b', 'The weight "1,3" of the prompt is not a number.'],
    ['(cat)1.2.3', 'The weight "1.2.3" of the prompt is not a number.'],
    ['(cat:abc)', '"(cat:abc)" of the prompt has no weight: "abc" is no number and is read as words.'],
    ['(cat:inf)', '"(cat:inf)" of the prompt has no weight: "inf" is no number and is read as words.'],
    ['(cat:50%)', '"(cat:50%)" of the prompt has no weight: "50%" is no number and is read as words.'],
    ['(cat)abc', '"abc" behind a bracket of the prompt is read as words, not as its weight.'],
    ['(cat)1.3x', '"1.3x" behind a bracket of the prompt is read as words, not as its weight.'],
    [
      '[a:b:c]',
      '"[a:b:c]" of the prompt does not say when it changes: "c" is no number, and all is read as words.',
    ],
    [
      '[a:0,5]',
      '"[a:0,5]" of the prompt does not say when it changes: "0,5" is no number, and all is read as words.',
    ],
    ['[a:b:21]', '"[a:b:21]" of the prompt never changes: 21 lies outside of the 20 steps.'],
    ['[a:b:-1]', '"[a:b:-1]" of the prompt never changes: -1 lies outside of the 20 steps.'],
    ['a <lora:>', '"<lora:>" of the prompt names no add-on and is read as words.'],
    ['a <lora::1> b', '"<lora::1>" of the prompt names no add-on and is read as words.'],
    ['a <lora:x', '"<lora:x" of the prompt names no add-on and is read as words.'],
    ['a <hypernet:x:1>', '"<hypernet:x:1>" of the prompt is read as words: hypernetworks are not used here.'],
    ['(cat:1000)', 'A weight of the prompt is beyond 10 and is read as 10.'],
    ['[a:b:c:0.5]', 'The prompt changes "[a:b:c:0.5]" in more than one place.'],
    ['[cat|dog]', 'The prompt alternates words in "[cat|dog]", which is not done here.'],
  ])('%j is read, and told in one sentence', (text, message) => {
    const { problems, parts } = parse(text)
    expect(problems.map((problem) => problem.message)).toEqual([message])
    for (const { start, end } of problems) expect(0 <= start && start < end && end <= text.length).toBe(true)
    expect(parts[0]!.fragments.length).toBeGreaterThan(0)
  })

  it.each(['a smile :)', 'sad :(', ';-)', 'a (', '5 - 3', 'note: this', 'a < b', '=]', 'a, b. c'])(
    'but %j is plain text',
    (text) => expect(parse(text)).toMatchObject({ plain: true, problems: [] }),
  )

  it.each([
    ['(note: this)', 'note: this', 1.1],
    ['(cat\\:abc)', 'cat:abc', 1.1],
    ['[style: oil]', 'style: oil', 1 / 1.1],
    ['(half)-eaten', 'half', 1.1],
    ['(cat)을 보는', 'cat', 1.1],
    ['(cat), 3', 'cat', 1.1],
    ['(cat),3', 'cat', 1.1],
    ['(cat)1.3, 2', 'cat', 1.3],
  ])('but %j has only words of that weight', (text, words, weight) => {
    const { problems, parts } = parse(text)
    expect(problems).toEqual([])
    expect(parts[0]!.fragments[0]).toMatchObject({ text: words, weight })
  })

  it.each([
    ['(cat:abc)', [['cat:abc', 1.1]]],
    [
      '(cat)abc',
      [
        ['cat', 1.1],
        ['abc', 1],
      ],
    ],
    [
      '(cat)1.3x',
      [
        ['cat', 1.1],
        ['1.3x', 1],
      ],
    ],
    ['[a:b:c]', [['a:b:c', 0.909091]]],
    ['<lora:>', [['<lora:>', 1]]],
  ])('of %j the letters and their weights stay', (text, expected) => expect(weights(text)).toEqual(expected))

  const hostile =
    '( [ ) ] ([ (: [: ((a:1.1) a+, \\( <lora: + - BREAK, [a: [a:b:0.5] ": ("a", )1 (a (a:b) (a)b [a:b:c] <lora:>'.split(
      ' ',
    )

  it.each(hostile)('ten thousand letters of %j are read, each problem told once', (unit) => {
    const text = unit.repeat(10_000 / unit.length)
    for (const syntax of syntaxes) {
      const { problems, parts } = parse(text, syntax)
      expect(parts[0]!.fragments.every(({ weight }) => Math.abs(weight) <= 10)).toBe(true)
      expect(problems.length).toBeLessThanOrEqual(3)
    }
  })

  it.each(['(', '((a:1.1)', '[a:', 'a+,'])('takes time in proportion to a text of %j', (unit) => {
    const start = performance.now()
    parse(unit.repeat(200_000 / unit.length))
    // A second at most; a reader that looks back for each bracket takes minutes.
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})
