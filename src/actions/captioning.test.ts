import { describe, expect, it } from 'vitest'
import { createJobsStore } from '../state/jobs'
import { emptyStorage } from '../state/fixtures/emptyStorage'
import { createSettingsStore } from '../state/settingsStore'
import type { Editor } from '../engine/editor'
import { asDescribed, lessonCaption, wantsDescribing } from './captioning'
import { classPicturesOf, noThing, type LessonForm, type TaughtThing } from './teaching'

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
    expect(lessonCaption('a house in a meadow', robot)).toBe('a {} in a meadow')
    expect(lessonCaption('a house', { ...robot, className: ' ' })).toBe('a {}, a house')
  })

  it('reads a kind with signs letter by letter', () => {
    expect(lessonCaption('a c++ book', { ...robot, className: 'c++' })).toBe('a {} book')
    expect(lessonCaption('a robot', { ...robot, className: 'r.b(t' })).toBe('a {}, a robot')
  })

  it('has it in place of what the thing was taken for, where its kind is not said', () => {
    expect(lessonCaption('a yellow car in a meadow', robot)).toBe('a {} in a meadow')
    expect(lessonCaption('a white mushroom and a red ball at night', robot)).toBe(
      'a {} and a red ball at night',
    )
    expect(lessonCaption('a face with glasses', robot)).toBe('a {} with glasses')
    expect(lessonCaption('a landscape', robot)).toBe('a {}, a landscape')
  })

  it('ends with the style', () => {
    expect(lessonCaption('a robot on the beach', { ...robot, learns: 'style' })).toBe(
      'a robot on the beach, {}',
    )
  })
})

describe('pictures of which nothing is said', () => {
  const thing: TaughtThing = { ...noThing, captions: ['', ' '], files: [new File([], 'a.png')] }
  const editorOf = (captioner: string, checkpoint?: string) => {
    const settings = createSettingsStore('en', emptyStorage)
    const { draft } = settings.getState()
    settings.setState({
      writtenBy: { captions: captioner, sentences: '' },
      ...(checkpoint !== undefined && {
        draft: { ...draft, checkpoint: { ...draft.checkpoint, generate: checkpoint } },
      }),
    })
    return { settings, jobs: createJobsStore() } as unknown as Editor
  }

  it('are described first where Toyland learns them, by its own captioner alone', () => {
    expect(wantsDescribing(editorOf(''), thing)).toBe(true)
    expect(wantsDescribing(editorOf(''), { ...thing, captions: ['a {} at night'] })).toBe(false)
    expect(wantsDescribing(editorOf('someone/captioner'), thing)).toBe(false)
    expect(wantsDescribing(editorOf('', 'someone/photos'), thing)).toBe(false)
  })

  it('count as described beforehand, so that a style keeps what they show', () => {
    const style = { kind: 'lora', learns: 'style', things: [thing] } as unknown as LessonForm
    expect(classPicturesOf(asDescribed(editorOf(''), style))).toBe(20)
    expect(classPicturesOf(asDescribed(editorOf('someone/captioner'), style))).toBe(0)
  })

  it('are those of one thing while what another shows is said', () => {
    const said: TaughtThing = { ...thing, captions: ['a {} at night'], className: 'robot' }
    const form = { kind: 'lora', learns: 'subject', things: [said, thing] } as unknown as LessonForm
    expect(asDescribed(editorOf(''), form).things.map(({ captions }) => captions)).toEqual([
      ['a {} at night'],
      ['a {}, a'],
    ])
  })
})
