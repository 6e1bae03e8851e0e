// Texts of other programs, mutated: whatever a picture says, it is read as far as it goes, named, or passed over, and never an error.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { exifText } from '../readPicture'
import { readRecipeText } from './recipeText'

const graph = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      seed: 1,
      steps: 2,
      cfg: 7,
      sampler_name: 'euler',
      positive: ['6', 0],
      latent_image: ['5', 0],
      model: ['4', 0],
    },
  },
  '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'x' } },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64 } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: ['7', 0] } },
  '7': { class_type: 'PrimitiveString', inputs: { value: 'x' } },
}
const drawn = {
  nodes: [
    {
      id: 3,
      type: 'KSampler',
      inputs: [{ name: 'positive', link: 1 }],
      widgets_values: [1, '', 2, 7, 'euler'],
    },
    { id: 6, type: 'CLIPTextEncode', widgets_values: ['x'] },
  ],
  links: [[1, 6, 0, 3, 0, 'X']],
}
const comment = {
  prompt: 'x',
  uc: '',
  steps: 5,
  sampler: 'k_euler',
  width: 64,
  height: 64,
  seed: 1,
  scale: 5,
}
const texts = [graph, drawn, comment, { sui_image_params: comment }].map((json) => JSON.stringify(json))
const parameters = 'a\nNegative prompt: b\nSteps: 5, Sampler: Euler, Seed: 1, Size: 64x64, Model: "a, \\"b"'

/** Cuts, repeats and changes of a text. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts, parameters),
    fc.array(
      fc.tuple(
        fc.nat(600),
        fc.nat(8),
        fc.constantFrom(
          '',
          '"',
          '3',
          '{',
          '[',
          ']',
          ',',
          ':',
          'null',
          '-1',
          '1e400',
          'NaN',
          '"3",0',
          '\\',
          '\n',
          '__proto__',
        ),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [at, length, put]) => {
      const place = at % (now.length + 1)
      return now.slice(0, place) + put + now.slice(place + length)
    }, text),
  )
/** The same as JSON that still is JSON, with other values in its places. */
const swapped = fc
  .tuple(fc.constantFrom(...texts), fc.nat(40), fc.jsonValue({ maxDepth: 2 }))
  .map(([text, which, value]) => {
    let count = 0
    return JSON.stringify(JSON.parse(text, (_, own: unknown) => (count++ === which ? value : own)))
  })
const keyword = fc.constantFrom(
  'parameters',
  'prompt',
  'workflow',
  'Comment',
  exifText('UserComment'),
  'num_inference_steps',
)

it('any text is read, named or passed over', () => {
  fc.assert(
    fc.property(
      fc.dictionary(keyword, fc.oneof(mutated, swapped, fc.string()), { minKeys: 1, noNullPrototype: true }),
      (given) => {
        const read = readRecipeText(new Map(Object.entries(given)))
        if (read?.kind !== 'parameters') return
        const { prompt, negativePrompt, seed, steps, width } = read.recipe
        expect([typeof prompt, typeof negativePrompt]).toEqual(['string', 'string'])
        expect(seed === undefined || Number.isSafeInteger(seed)).toBe(true)
        expect(steps === undefined || (steps >= 1 && steps <= 1000)).toBe(true)
        expect(width === undefined || width % 8 === 0).toBe(true)
        for (const key of read.ignored) expect(key).toEqual(expect.any(String))
      },
    ),
    { numRuns: 2000 },
  )
})
