import { afterEach, describe, expect, it } from 'vitest'
import { openTokenizer } from '../models/openTokenizer'
import { pathTree } from '../weights/pathTree.node'
import { countTokens } from './countTokens'
import { cancelEverything, started } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

const toyland = await openTokenizer(pathTree('public/models/toyland/base'), { vocabSize: 790 })

describe('the tokens of a prompt', () => {
  it.each([
    ['', 0],
    ['a red cat', 3],
    ['a (red:1.3) cat++', 3],
    ['a [cat:red house:0.5]', 3],
    ['("a cat", "a red cat in the snow").blend(0.5, 0.5)', 6],
    ['("a cat", "a red cat").and()', 5],
    ['a cat <lora:toy:0.8>', 2],
  ])('%j are %i', (text, count) => {
    expect(countTokens(toyland, text, { syntax: 'both', steps: 20 })).toEqual({ count, room: 30 })
  })

  it('count the signs too where no syntax is read', () => {
    expect(countTokens(toyland, '(cat:1.3)', { syntax: 'none', steps: 20 }).count).toBe(7)
  })

  it('name the words that a small vocabulary lacks, once each, and nothing of the syntax', () => {
    const strangers = (text: string) => countTokens(toyland, text, { syntax: 'both', steps: 20 }).strangers
    expect(strangers('make the (unicorn:1.3) blue, unicorn and Photo <lora:toy:0.8>')).toEqual([
      'unicorn',
      'Photo',
    ])
    expect(strangers('고양이를 파랗게')).toEqual(['고양이를', '파랗게'])
    expect(strangers('make the cat [red:blue:0.5], with a HAT')).toBeUndefined()
  })

  it('are told to the page, with what it asked', async () => {
    const { engine, all } = await started()
    const asked = { checkpoint: 'tiny-vae', text: 'a cat', syntax: 'both', steps: 4 } as const
    await engine.handle({ type: 'count-tokens', ...asked })
    expect(all('tokens')).toEqual([{ type: 'tokens', ...asked, count: 2, room: 14 }])
    await engine.handle({ type: 'count-tokens', ...asked, checkpoint: 'never opened' })
    expect(all('tokens')).toHaveLength(1)
    expect(all('start-failed')).toEqual([])
  })
})
