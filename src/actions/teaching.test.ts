// What a form of the page comes to as a plan.
import { describe, expect, it } from 'vitest'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { CheckpointEntry } from '../state/jobs'
import { learnedName } from '../shared/trainingPlan'
import {
  noThing,
  planOf,
  stepsOf,
  teachObstacle,
  unfinishedThing,
  type LessonForm,
  type TaughtThing,
} from './teaching'

const form: LessonForm = {
  kind: 'lora',
  learns: 'subject',
  things: [
    {
      files: [new File([], 'a.png'), new File([], 'b.png')],
      captions: ['', 'a {} on the beach'],
      word: '<robot>',
      className: 'robot',
    },
  ],
  samplePrompts: '',
  batch: 4,
  rank: 16,
  newWord: true,
  companions: 'a red cat, , a ball',
  flip: false,
  crops: 0,
}
const planWith = (rest: Partial<LessonForm> = {}, summary?: Partial<CheckpointSummary>) =>
  planOf({ ...form, ...rest }, 'toyland/base', summary as CheckpointSummary | undefined)
const things = (next: Partial<TaughtThing>) => ({ things: [{ ...form.things[0]!, ...next }] })

describe('a form as a plan', () => {
  it('has the captions of its pictures, picture by picture, and its companions', () => {
    expect(planWith()).toMatchObject({
      pictures: ['1 a.png', '2 b.png'],
      captions: ['', 'a {} on the beach'],
      companions: ['a red cat', 'a ball'],
    })
  })

  it('makes pictures of the class where one is kept, by the captions that name the thing', () => {
    expect(planWith(things({ captions: ['a {} at night', 'grass', 'a {} at night'] }))).toMatchObject({
      classPictures: 40,
      classCaptions: ['a {} at night'],
    })
    expect(planWith({ classPictures: 10 }).classPictures).toBe(10)
    expect(planWith(things({ className: ' ' })).classPictures).toBe(0)
    expect(planWith({ kind: 'word' }).classPictures).toBe(0)
  })

  it('keeps of a style what its pictures show, without it', () => {
    const captions = ['a red house, {}', 'a {} at night', 'a cat', ' a red house, {} ']
    expect(planWith({ learns: 'style', ...things({ className: '', captions }) })).toMatchObject({
      captions,
      classPictures: 20,
      classCaptions: ['a red house'],
    })
    expect(planWith({ learns: 'style', ...things({ captions: ['', ''] }) }).classPictures).toBe(0)
  })

  it('teaches several things together, of which pictures may have the same name', () => {
    const other: TaughtThing = {
      files: [new File([], 'a.png')],
      captions: ['a {} at night'],
      word: ' <snail> ',
      className: 'car',
    }
    const both = planWith({ things: [...form.things, other] })
    expect(both).toMatchObject({
      word: '<robot>',
      pictures: ['1 a.png', '2 b.png'],
      others: [{ word: '<snail>', className: 'car', pictures: ['3 a.png'], captions: ['a {} at night'] }],
      classPictures: 40,
      classCaptions: ['a {} on the beach', 'a {} at night'],
    })
    expect(learnedName(both)).toBe('<robot> + <snail>')
    expect(stepsOf({ ...form, things: [...form.things, other, other, other] })).toBe(400)
    // Each class needs a name, by which its pictures are made.
    expect(planWith({ things: [...form.things, { ...other, className: '' }] }).classPictures).toBe(0)
    const words = [noThing, noThing].map((thing) => ({ ...thing, files: other.files }))
    expect(planWith({ things: words })).toMatchObject({ word: '<word-1>', others: [{ word: '<word-2>' }] })
  })

  it('shows each of its prompts on the way, a tenth of the steps apart', () => {
    expect(
      planWith({ samplePrompts: ' a <robot> at night \n\na <robot> in a meadow', steps: 500 }),
    ).toMatchObject({
      samplePrompts: ['a <robot> at night', 'a <robot> in a meadow'],
      sampleEvery: 50,
    })
    expect(planWith()).toMatchObject({ samplePrompts: [], sampleEvery: 0 })
  })

  it('takes the vectors that its kind of word wants, and says of a new word where there is a choice', () => {
    expect(planWith()).toMatchObject({ newWord: true, vectors: 4 })
    expect(planWith({ kind: 'whole' })).toMatchObject({ newWord: true, vectors: 4 })
    expect(planWith({ kind: 'whole', newWord: false }).newWord).toBe(false)
    expect(planWith({ kind: 'word' })).toMatchObject({ newWord: false, vectors: 16 })
  })

  it('takes the rates of diffusers’ scripts for Stable Diffusion, unless the person says another', () => {
    expect(planWith().learningRate).toBe(2e-3)
    expect(planWith({}, { textWidth: 128 }).learningRate).toBe(2e-3)
    expect(planWith({}, { textWidth: 768 }).learningRate).toBe(1e-4)
    expect(planWith({ learningRate: 3e-4 }, { textWidth: 768 }).learningRate).toBe(3e-4)
  })
})

describe('what stands in the way of a lesson', () => {
  const files = [new File([], 'a.png')]
  const source = { kind: 'url', url: '' } as const
  const summary = { levels: [64, 128, 192], textWidth: 192 } as unknown as CheckpointSummary
  const told = (
    entry: Partial<CheckpointEntry> | undefined,
    thing: Partial<TaughtThing>[] = [{ files, word: 'sks' }],
    further: Partial<Pick<LessonForm, 'samplePrompts' | 'companions'>> = {},
  ) =>
    teachObstacle(
      { engine: 'ready', checkpoints: entry ? [{ id: 'some', source, status: 'open', ...entry }] : [] },
      'some',
      {
        samplePrompts: '',
        companions: '',
        ...further,
        things: thing.map((one) => ({ ...noThing, ...one })),
      },
    )

  it('is told before it starts: the checkpoint, the pictures, the name', () => {
    expect(told({ summary })).toBeUndefined()
    expect(told(undefined)).toBe('run.noCheckpoint')
    expect(told({ status: 'failed' })).toBe('run.noCheckpoint')
    expect(told({ status: 'opening' })).toBe('run.opening')
    expect(told({ summary: { ...summary, levels: [320, 640, 1280], textWidth: 2048 } })).toBe('teach.noXl')
    expect(told({ summary }, [{ word: 'sks' }])).toBe('teach.noPictures')
    expect(told({ summary }, [{ files, word: ' ' }])).toBe('teach.noWord')
    const known = { files, word: 'sks' }
    expect(told({ summary }, [known, { word: 'other' }])).toBe('teach.noPicturesOf')
    expect(told({ summary }, [{ files }, known])).toBe('teach.noWordOf')
    expect(unfinishedThing([known, { files }].map((one) => ({ ...noThing, ...one })))).toBe(1)
    expect(told({ summary }, [known, known])).toBeUndefined()
  })

  it('is a name that prompts read as more than a word', () => {
    for (const word of ['(cat)', '[cat]', '<lora:cat:1>', 'cat++', 'cat BREAK', 'cat\\(s\\)'])
      expect(told({ summary }, [{ files, word }]), word).toBe('teach.wordRead')
    for (const word of ['<cat>', 'sks', 'my cat', 'cat-2', 'Ünï', '고양이', '😀'])
      expect(told({ summary }, [{ files, word }]), word).toBeUndefined()
  })

  it('is more prompts or companions than there may be, of which the forecast leaves out the rest', () => {
    const many = (count: number, by: string) => Array.from({ length: count }, (_, at) => `a ${at}`).join(by)
    const with8 = { samplePrompts: many(8, '\n\n'), companions: many(20, ', ') }
    expect(told({ summary }, undefined, with8)).toBeUndefined()
    expect(told({ summary }, undefined, { samplePrompts: many(9, '\n') })).toBe('teach.manyPrompts')
    expect(told({ summary }, undefined, { companions: many(21, ',') })).toBe('teach.manyCompanions')
    expect(planWith({ samplePrompts: many(9, '\n') }).samplePrompts).toHaveLength(8)
    expect(planWith({ companions: many(21, ',') }).companions).toHaveLength(20)
  })
})
