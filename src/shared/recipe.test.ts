import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { checkUses } from './guidePlan'
import { withImpliedGuides } from '../../workers/jobs/planGuides'
import { PalimpsestError } from './errors'
import { parseRecipe } from './recipe'

const smallest = { version: 2, checkpoint: 'toyland/base', prompt: 'a cat' }
const parse = (json: unknown) => parseRecipe(json, guideMetas)

function refusalOf(json: unknown): PalimpsestError {
  try {
    parse(json)
  } catch (error) {
    if (error instanceof PalimpsestError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

describe('a recipe', () => {
  it('needs a version, a checkpoint and a prompt; the rest has defaults', () => {
    expect(parse(smallest)).toEqual({
      ...smallest,
      negativePrompt: '',
      seed: 0,
      steps: 20,
      eta: 0,
      clipSkip: 0,
      width: 128,
      height: 128,
      feather: 4,
      keepUnchanged: false,
      guides: [],
    })
    for (const key of Object.keys(smallest))
      expect(refusalOf({ ...smallest, [key]: undefined }).message).toContain(`"${key}"`)
  })

  it('reads the older word for Karras levels', () => {
    expect(parse({ ...smallest, karrasSigmas: true })).toMatchObject({ sigmas: 'karras' })
    expect(parse({ ...smallest, karrasSigmas: false })).not.toHaveProperty('sigmas')
    expect(parse({ ...smallest, karrasSigmas: true, sigmas: 'beta' })).toMatchObject({ sigmas: 'beta' })
  })

  it('keeps what it is given, and fills in the settings of its guides', () => {
    const full = {
      ...smallest,
      negativePrompt: 'a dog',
      seed: 2 ** 53 - 1,
      steps: 1000,
      scheduler: 'dpm-solver++',
      eta: 1,
      sigmas: 'karras',
      clipSkip: 11,
      width: 2048,
      height: 64,
      image: 'in.png',
      mask: 'mask.png',
      strength: 0,
      feather: 0,
      keepUnchanged: true,
      guides: [{ id: 'classifier-free', values: { scale: 1 }, range: [0.25, 1] }],
    }
    expect(parse(full)).toEqual({
      ...full,
      guides: [
        {
          id: 'classifier-free',
          key: 'classifier-free',
          values: { scale: 1, rescale: 0 },
          range: [0.25, 1],
        },
      ],
    })
  })

  it('of version 1 is read as one of version 2', () => {
    const old = { version: 1, checkpoint: 'a', prompt: 'b', guides: [{ id: 'classifier-free' }] }
    expect(parse(old)).toEqual(parse({ ...old, version: 2 }))
    expect(parse(old).version).toBe(2)
  })

  it('gives each use of a guide a key of its own', () => {
    const use = { id: 'classifier-free' }
    const keys = (...guides: object[]) => parse({ ...smallest, guides }).guides.map(({ key }) => key)
    expect(keys(use, use, { ...use, key: 'mine' })).toEqual(['classifier-free', 'classifier-free-2', 'mine'])
    expect(keys({ ...use, key: 'classifier-free-2' }, use, use)).toEqual([
      'classifier-free-2',
      'classifier-free',
      'classifier-free-3',
    ])
  })

  it('takes a strength as a curve over the steps', () => {
    const scale = [
      [0, 9],
      [0.5, 3],
    ]
    const { guides } = parse({ ...smallest, guides: [{ id: 'classifier-free', values: { scale } }] })
    expect(guides[0]?.values['scale']).toEqual(scale)
  })

  it.each<[string, object, RegExp]>([
    ['a later version', { version: 3 }, /has version 3, and this program reads up to version 2/],
    ['an earlier version', { version: 0 }, /"version"/],
    ['a version in words', { version: 'one' }, /"version"/],
    ['no checkpoint', { checkpoint: '' }, /"checkpoint"/],
    ['a prompt that is a book', { prompt: 'x'.repeat(10_001) }, /"prompt"/],
    ['a negative seed', { seed: -1 }, /"seed"/],
    ['a seed beyond 2^53', { seed: 2 ** 53 }, /"seed" has to be at most 9007199254740991/],
    ['no steps', { steps: 0 }, /"steps"/],
    ['half a step', { steps: 2.5 }, /"steps"/],
    ['too many steps', { steps: 1001 }, /"steps"/],
    ['a scheduler that there is not', { scheduler: 'kdpm2' }, /"scheduler"/],
    ['eta above 1', { eta: 1.1 }, /"eta"/],
    ['a width that is no multiple of 8', { width: 100 }, /"width"/],
    ['a height of 0', { height: 0 }, /"height"/],
    ['a width beyond 4096', { width: 4104 }, /"width"/],
    ['a strength above 1', { image: 'a', strength: 1.5 }, /"strength"/],
    ['NaN', { image: 'a', strength: NaN }, /"strength"/],
    ['a feather of infinity', { feather: Infinity }, /"feather"/],
    ['an unknown setting', { sampler: 'ddim' }, /"sampler"/],
    ['a mask without a picture', { mask: 'mask.png' }, /"mask" but no "image"/],
    ['a strength without a picture', { strength: 0.5 }, /"strength" but no "image"/],
    ['an unknown guide', { guides: [{ id: 'magic' }] }, /"magic"/],
    [
      'an unknown setting of a guide',
      { guides: [{ id: 'classifier-free', values: { sclae: 3 } }] },
      /"sclae"/,
    ],
    [
      'a guide’s setting out of range',
      { guides: [{ id: 'classifier-free', values: { scale: 31 } }] },
      /"scale".*31/,
    ],
    [
      'a guide’s setting in words',
      { guides: [{ id: 'classifier-free', values: { scale: '3' } }] },
      /"scale".*not a number/,
    ],
    [
      'a range of nothing',
      { guides: [{ id: 'classifier-free', range: [0.5, 0.5] }] },
      /no part of the steps/,
    ],
    [
      'a range beyond the steps',
      { guides: [{ id: 'classifier-free', range: [0, 2] }] },
      /"guides\.0\.range\.1"/,
    ],
    [
      'two guides of one key',
      {
        guides: [
          { id: 'classifier-free', key: 'a' },
          { id: 'classifier-free', key: 'a' },
        ],
      },
      /have the key "a"/,
    ],
    [
      'a key that is no part of a file name',
      { guides: [{ id: 'classifier-free', key: '../a' }] },
      /"guides\.0\.key" has to be of lower-case letters/,
    ],
    [
      'a curve that goes back',
      {
        guides: [
          {
            id: 'classifier-free',
            values: {
              scale: [
                [0.5, 3],
                [0.2, 3],
              ],
            },
          },
        ],
      },
      /do not rise from 0 to 1/,
    ],
    [
      'a curve out of range',
      { guides: [{ id: 'classifier-free', values: { scale: [[0, 31]] } }] },
      /"scale".*31, out of range/,
    ],
    ['an add-on without an id', { addOns: [{}] }, /"addOns\.0\.id" is missing/],
    ['an add-on whose hash is none', { addOns: [{ id: 'a', hash: 'x' }] }, /has to be a SHA-256/],
    ['a guide that is a text', { guides: ['classifier-free'] }, /"guides\.0"/],
  ])('is refused for %s', (_, change, sentence) => {
    const error = refusalOf({ ...smallest, ...change })
    expect(error.code).toBe('recipe')
    expect(error.message).toMatch(sentence)
    expect(error.hint).not.toBe('')
  })

  it('of version 1 reads prompts as they stand, brackets and all', () => {
    const weighted = { ...smallest, version: 1, prompt: 'a (cat:1.3)' }
    const [off] = parseRecipe(weighted, guideMetas).guides
    expect(off).toMatchObject({ values: { syntax: 'none' } })
    expect(parseRecipe({ ...weighted, prompt: 'a cat' }, guideMetas).guides).toEqual([])
    expect(parseRecipe({ ...weighted, version: 2 }, guideMetas).guides).toEqual([])
  })

  it.each([[null], [undefined], [7], ['{}'], [[]], [[smallest]]])('is no %j', (json) => {
    expect(refusalOf(json).message).toMatch(/not a recipe|has to be|is missing|is not known here/)
  })

  it('says what is wrong in few words, however much was given', () => {
    expect(refusalOf({ ...smallest, steps: 'x'.repeat(1e6) }).message.length).toBeLessThan(500)
    expect(refusalOf({ ...smallest, ['x'.repeat(1e6)]: 1 }).message.length).toBeLessThan(500)
  })
})

// JSON of every shape, and numbers at the edges that recipes have.
const guideIds = ['inpaint', 'instruct-pix2pix', 'image-to-image', 'classifier-free']
const edges = fc.oneof(
  fc.constantFrom(-1, 0, 0.5, 1, 1.5, 2, 8, 63, 64, 1000, 2048, 2 ** 53, 1e308),
  fc.constantFrom<unknown>('', 'ddim', 'lcm', '__proto__', null, true, [], {}, [0, 1], [1, 0], ...guideIds),
)
const anything = fc.oneof(edges, fc.jsonValue({ maxDepth: 3 }))
const keys = fc.oneof(
  fc.constantFrom('version', 'seed', 'steps', 'width', 'image', 'mask', 'strength', 'guides', 'scheduler'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'values', 'range', 'id', '0', 'length'),
  fc.string({ maxLength: 8 }),
)
const valid = {
  ...smallest,
  seed: 3,
  steps: 4,
  scheduler: 'ddim',
  width: 64,
  height: 64,
  image: 'in.png',
  mask: 'mask.png',
  strength: 0.5,
  guides: [
    { id: 'classifier-free', values: { scale: 7, rescale: 0.1 }, range: [0, 1] },
    { id: 'inpaint', values: {}, range: [0, 0.5] },
  ],
}

/** Changes, adds or removes one thing somewhere inside. */
function mutate(
  json: unknown,
  path: readonly number[],
  key: string,
  value: unknown,
  removes: boolean,
): unknown {
  if (typeof json !== 'object' || json === null || path.length === 0) return value
  const [step = 0, ...rest] = path
  const entries = Object.entries(json)
  const at = step % (entries.length + 1)
  const [name, inner] = entries[at] ?? [key, undefined]
  const changed = rest.length > 0 && inner !== undefined ? mutate(inner, rest, key, value, removes) : value
  const others = entries.filter(([other]) => other !== name)
  const all = removes && rest.length === 0 ? others : [...others, [name, changed] as const]
  return Array.isArray(json) ? all.map(([, item]) => item) : Object.fromEntries(all)
}

describe('recipes that were mutated', () => {
  const mutation = fc.tuple(
    fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 }),
    keys,
    anything,
    fc.boolean(),
  )

  it('are read the same again, and planned or refused in words', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const json = mutations.reduce<unknown>((all, one) => mutate(all, ...one), valid)
        try {
          const recipe = parse(json)
          // As JSON, in which -0 is 0.
          const written: unknown = JSON.parse(JSON.stringify(recipe))
          expect(parse(written)).toEqual(written)
          accepted++
          for (const inChannels of [4, 5, 8, 9]) {
            const traits = { inChannels, latentChannels: 4 }
            const whole = withImpliedGuides(recipe, traits)
            // What is written into an exported picture implies nothing more.
            expect(withImpliedGuides(whole, traits)).toEqual(whole)
            try {
              checkUses(whole.guides, whole, traits, guideMetas)
            } catch (error) {
              if (!(error instanceof PalimpsestError)) throw error
            }
          }
        } catch (error) {
          if (!(error instanceof PalimpsestError)) throw error
          expect(error.code).toBe('recipe')
          expect(error.message).toMatch(/\.$/)
        }
      }),
      { numRuns: 5000 },
    )
    // Else the property above would only ever have seen refusals.
    expect(accepted).toBeGreaterThan(200)
  })

  it('are refused in words when they are nothing like one', () => {
    fc.assert(
      fc.property(anything, (json) => {
        const error = refusalOf(json)
        expect(error.code).toBe('recipe')
      }),
      { numRuns: 2000 },
    )
  })
})
