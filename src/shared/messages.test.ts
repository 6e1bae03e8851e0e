import { describe, expect, it } from 'vitest'
import { defineMessages } from './defineMessages'
import { PalimpsestError, reportOf } from './errors'
import { translated } from './translated'

const messages = defineMessages('kitchen', {
  burnt: { code: 'image', message: 'The {dish} is burnt: {why, phrase}.', hint: 'Cook {dish} again.' },
  forgotten: '{minutes} minutes were too many',
  cold: 'The soup is cold.',
})

describe('a table of messages', () => {
  it('makes sentences with their values filled in, and errors of them', () => {
    const cause = new Error('smoke')
    const error = new PalimpsestError(
      messages.burnt({ dish: 'tart', why: messages.forgotten({ minutes: 9 }) }),
      {
        cause,
      },
    )
    expect(error.message).toBe('The tart is burnt: 9 minutes were too many.')
    expect(reportOf(error)).toEqual({
      code: 'image',
      message: error.message,
      hint: 'Cook tart again.',
      id: 'kitchen.burnt',
      values: {
        dish: 'tart',
        why: {
          id: 'kitchen.forgotten',
          values: { minutes: 9 },
          english: '9 minutes were too many',
        },
      },
      detail: 'Error: smoke',
    })
    expect(messages.cold()).toEqual({ id: 'kitchen.cold', values: {}, english: 'The soup is cold.' })
  })

  it('takes what its holes name, and in another language the same, or does not compile', () => {
    // @ts-expect-error a hole is not filled
    expect(messages.forgotten({}).english).toContain('{minutes}')
    // @ts-expect-error a plain text would stay English where words of ours are wanted
    messages.burnt({ dish: 'tart', why: 'nobody looked' })
    // @ts-expect-error this sentence has no holes
    messages.cold({ dish: 'soup' })

    const burnt = { message: '{why}: {dish}', hint: '{dish}' } as const
    const whole = translated(messages, { burnt, forgotten: '{minutes}분', cold: '식었습니다.' })
    expect(Object.keys(whole)).toEqual(['kitchen.burnt', 'kitchen.forgotten', 'kitchen.cold'])
    // @ts-expect-error one is missing
    translated(messages, { burnt, forgotten: '{minutes}분' })
    // @ts-expect-error a hole is missing
    translated(messages, { burnt, forgotten: '분', cold: '식었습니다.' })
    // @ts-expect-error a hole is not the English one's
    translated(messages, { burnt, forgotten: '{minutes}분', cold: '{dish} 식었습니다.' })
    // @ts-expect-error an error has a hint
    translated(messages, { burnt: '{why}: {dish}', forgotten: '{minutes}분', cold: '식었습니다.' })
  })
})
