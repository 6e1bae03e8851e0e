import { describe, expect, it } from 'vitest'
import { lessonCaption } from './captioning'

const robot = { className: 'robot', learns: 'subject' } as const

describe('what a captioner said, as a caption to learn from', () => {
  it('has the name in place of the kind', () => {
    expect(lessonCaption('a white robot on the beach', robot)).toBe('a white {} on the beach')
    expect(lessonCaption('Robot at night', robot)).toBe('{} at night')
  })

  it('has the name in place of the first alone', () => {
    expect(lessonCaption('a robot left of a robot', robot)).toBe('a {} left of a robot')
  })

  it('does not take a part of a word for the kind', () => {
    expect(lessonCaption('a cat in a catalogue', { ...robot, className: 'cat' })).toBe('a {} in a catalogue')
    expect(lessonCaption('a catalogue', { ...robot, className: 'cat' })).toBe('a {}, a catalogue')
  })

  it('has the name in front where the kind is not said, or not known', () => {
    expect(lessonCaption('a house in a meadow', robot)).toBe('a {}, a house in a meadow')
    expect(lessonCaption('a house', { ...robot, className: ' ' })).toBe('a {}, a house')
  })

  it('reads a kind with signs letter by letter', () => {
    expect(lessonCaption('a c++ book', { ...robot, className: 'c++' })).toBe('a {} book')
    expect(lessonCaption('a robot', { ...robot, className: 'r.b(t' })).toBe('a {}, a robot')
  })

  it('ends with the style', () => {
    expect(lessonCaption('a robot on the beach', { ...robot, learns: 'style' })).toBe(
      'a robot on the beach in the style of {}',
    )
  })
})
