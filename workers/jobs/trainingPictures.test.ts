// The pictures of a training, encoded by a tiny checkpoint, with what they are said to show and what each counts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { randomStreams } from '../diffusion/random/streams'
import { relativeError } from './fixtures/pipelineCases.node'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import { encodedLesson, refuseNamelessClass } from './trainingPictures'

let tiny: TinyTrainings
let instruct: TinyTrainings
beforeAll(async () => {
  ;[tiny, instruct] = [await openTinyTrainings(), await openTinyTrainings('instruct')]
})
afterAll(() => Promise.all([tiny.dispose(), instruct.dispose()]))

const images: Readonly<Record<string, Pixels>> = {
  one: picture(),
  two: picture(72),
  three: picture(80),
  four: picture(88),
}

/** The lesson of a plan, its captions as they were read, and what was told on the way. */
async function encoded(plan: ReturnType<typeof planOf>, of = tiny, given = images) {
  const [captions, problems, made]: [string[], unknown[], number[][]] = [[], [], []]
  const { networks } = of.means()
  const lesson = await encodedLesson(plan, given, {
    networks,
    random: randomStreams(0),
    idsOf: (caption) => Int32Array.of(captions.push(caption) - 1),
    onProblem: (problem) => problems.push(problem),
    onClassPicture: (...at) => made.push(at),
  })
  const read = (some: typeof lesson.subjects) => some.map((one) => one.captions.map(([at]) => captions[at!]))
  return { lesson, problems, made, networks, subjects: read(lesson.subjects), kept: read(lesson.kept) }
}

describe('what is learned from', () => {
  it('is each picture with its caption, which counts its share of a batch', async () => {
    const plan = planOf('lora', { pictures: ['one', 'two'], captions: ['', 'a {} at night'], batch: 2 })
    const { lesson, subjects, kept, problems } = await encoded(plan)
    expect(lesson.plan).toBe(plan)
    expect(subjects).toEqual([['a sks ball'], ['a sks ball at night']])
    expect(lesson.subjects.map(({ share }) => share)).toEqual([0.5, 0.5])
    expect(kept).toEqual([])
    expect(problems).toEqual([])
    for (const one of lesson.subjects) expect(Object.keys(one)).not.toEqual(expect.arrayContaining(['hint']))
  })

  it('counts with Custom Diffusion as often as there are channels', async () => {
    const { lesson } = await encoded(planOf('custom-diffusion', { classPictures: 1 }))
    expect(lesson.subjects.map(({ share }) => share)).toEqual([4])
    expect(lesson.kept.map(({ share }) => share)).toEqual([1])
  })

  it('is at other sizes where that is asked for, and mirrored too', async () => {
    const { lesson } = await encoded(planOf('lora', { crops: 3, flip: true }))
    expect(lesson.subjects).toHaveLength(6)
    expect((await encoded(planOf('lora', { flip: true }))).lesson.subjects).toHaveLength(2)
  })

  it('says that one picture of a concept is few', async () => {
    const few = { report: { id: 'jobs.onePicture' } }
    expect((await encoded(planOf('lora'))).problems).toMatchObject([few])
    const others = [{ word: 'tks', className: 'box', pictures: ['three'] }]
    const plan = planOf('lora', { pictures: ['one', 'two'], others })
    expect((await encoded(plan)).problems).toMatchObject([few])
  })

  it('is refused where a picture is missing, or two are one', async () => {
    await expect(encoded(planOf('lora', { pictures: ['lost'] }))).rejects.toMatchObject({
      report: { id: 'jobs.trainingPictureNotGiven', values: { name: 'lost' } },
    })
    const same = { ...images, two: images['one']! }
    await expect(encoded(planOf('lora', { pictures: ['one', 'two'] }), tiny, same)).rejects.toMatchObject({
      report: { id: 'jobs.samePictures', values: { first: 'one', second: 'two' } },
    })
    await expect(encoded(planOf('lora', { hints: ['two'] }))).rejects.toMatchObject({
      report: { id: 'jobs.onlyControlNet' },
    })
    await expect(encoded(planOf('lora', { before: ['two'] }))).rejects.toMatchObject({
      report: { id: 'jobs.noPairs' },
    })
  })
})

describe('what stands beside a picture', () => {
  it('of a checkpoint that edits by instruction is the picture before, as the UNet sees it', async () => {
    const plan = planOf('lora', { pictures: ['one', 'two'], before: ['three', 'four'] })
    const { lesson, networks } = await encoded(plan, instruct)
    expect(networks.scalingFactor).not.toBe(1)
    const alone = await encoded(
      planOf('lora', { pictures: ['three', 'four'], before: ['one', 'two'] }),
      instruct,
    )
    for (const [at, { beside }] of lesson.subjects.entries()) {
      const { mean } = alone.lesson.subjects[at]!
      const scaled = { ...mean, data: mean.data.map((value) => value / networks.scalingFactor) }
      expect(relativeError(beside!, scaled)).toBeLessThan(1e-6)
    }
    expect(lesson.subjects.every(({ hint }) => hint === undefined)).toBe(true)
  })

  it('of a ControlNet is the hint', async () => {
    const { lesson } = await encoded(planOf('controlnet', { hints: ['two'] }))
    expect(lesson.subjects.map(({ hint }) => hint?.shape)).toEqual([[1, 3, 64, 64]])
    expect(lesson.subjects.every(({ beside }) => beside === undefined)).toBe(true)
  })
})

describe('what is learned beside companions', () => {
  it('is on either side, as often as alone, and counts as a picture of its own', async () => {
    const plan = planOf('lora', {
      pictures: ['one', 'two'],
      captions: ['a {} in a meadow', 'a {} at night'],
      companions: ['a red box', 'a dog'],
      batch: 2,
    })
    const { lesson, subjects, made } = await encoded(plan)
    expect(made).toEqual([1, 2, 3, 4].map((at) => [at, 4]))
    const alone = lesson.subjects.filter(({ mask }) => !mask)
    expect(lesson.subjects.length - alone.length).toBe(8)
    expect(alone).toHaveLength(8)
    expect(lesson.subjects.every(({ share }) => share === 0.5)).toBe(true)
    expect(subjects.at(-1)).toEqual(['a sks ball and a dog at night', 'a dog and a sks ball at night'])
    const flipped = await encoded({ ...plan, flip: true })
    expect(flipped.lesson.subjects.filter(({ mask }) => !mask)).toHaveLength(16)
  })

  it('of other concepts is what is said to be in the same place', async () => {
    const others = [
      { word: 'tks', className: 'box', pictures: ['two', 'three'], captions: ['', 'a {} at night'] },
    ]
    const beside = async (companions: readonly string[]) => {
      const { lesson, subjects } = await encoded(planOf('lora', { others, companions }))
      return subjects.filter((_, at) => lesson.subjects[at]!.mask)
    }
    const both = ['a sks ball and a tks box', 'a tks box and a sks ball']
    const all = await beside(['a dog'])
    expect(all).toHaveLength(3 * 2 + 2)
    expect(all.slice(-2)).toEqual([both, both])
    // Without companions nothing is beside anything.
    expect(await beside([])).toEqual([])
  })
})

describe('pictures of the class', () => {
  it('are made of each class once, by their captions in turn, and other ones each time', async () => {
    const others = [
      { word: 'tks', className: 'box', pictures: ['two'] },
      { word: 'uks', className: 'ball', pictures: ['three'] },
    ]
    const plan = planOf('lora', {
      others,
      classPictures: 2,
      classCaptions: ['a {} and a {}', 'one'],
      batch: 2,
    })
    const { lesson, kept, made } = await encoded(plan)
    expect(kept).toEqual([['a ball and a ball'], ['one'], ['a box and a box'], ['one']])
    expect(made).toEqual([1, 2, 3, 4].map((at) => [at, 4]))
    expect(lesson.kept.every(({ share }) => share === 0.5)).toBe(true)
    expect((await encoded(planOf('lora', { classPictures: 1 }))).kept).toEqual([['a ball']])
    const again = await encoded(planOf('lora', { classPictures: 2 }))
    const [first, second] = again.lesson.kept
    expect(relativeError(first!.mean, second!.mean)).toBeGreaterThan(1e-4)
  })

  it('are made though nobody is told, and not once the training is cancelled', async () => {
    const plan = planOf('lora', { classPictures: 1 })
    const means = { networks: tiny.means().networks, random: randomStreams(0), idsOf: () => Int32Array.of(0) }
    expect((await encodedLesson(plan, images, means)).kept).toHaveLength(1)
    const stop = new AbortController()
    stop.abort()
    await expect(encodedLesson(plan, images, { ...means, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })

  it('want a name for their class, where their captions use it', () => {
    const nameless = { className: '', classPictures: 1 }
    const refused = /the plan gives none/
    const check = (plan: object) => () => refuseNamelessClass(planOf('lora', plan))
    expect(check(nameless)).toThrow(refused)
    expect(check({ ...nameless, classCaptions: ['a ball', 'a {}'] })).toThrow(
      expect.objectContaining(refused),
    )
    const others = [{ word: 'tks', className: '', pictures: ['two'] }]
    expect(check({ classPictures: 1, others })).toThrow(refused)
    expect(check({ ...nameless, classPictures: 0 })).not.toThrow()
    expect(check({ ...nameless, classCaptions: ['a ball'] })).not.toThrow()
    expect(check({ classPictures: 1 })).not.toThrow()
  })
})
