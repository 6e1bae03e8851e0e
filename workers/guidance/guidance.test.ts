// Small pieces of the guides against PyTorch and diffusers (tools/reference/guidance.py). Whole guides are held against
// whole pipelines in workers/jobs/pipelines.test.ts.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultValues, parseValues } from '../../src/shared/guideValues'
import { startFor } from '../diffusion/startFor'
import { lerpBy } from '../tensor/broadcast'
import { tensor } from '../tensor/tensor'
import { guidanceScaleEmbedding } from './classifier-free/guidanceScaleEmbedding'
import { nearestResize } from '../tensor/nearestResize'
import { guideMetas, guides } from './list'

interface Reference {
  readonly embeddings: readonly { scale: number; width: number; values: readonly number[] }[]
  readonly masks: readonly {
    shape: readonly number[]
    mask: readonly number[]
    to: readonly [number, number]
    result: readonly number[]
  }[]
  readonly starts: readonly { strength: number; steps: number; left: number }[]
}
const reference = JSON.parse(
  readFileSync(new URL('fixtures/guidance.json', import.meta.url), 'utf8'),
) as Reference

describe('the embedding of a guidance scale', () => {
  it.each(reference.embeddings)('of $scale in $width numbers', ({ scale, width, values }) => {
    const { data, shape } = guidanceScaleEmbedding(scale, width)
    expect(shape).toEqual([1, width])
    // PyTorch forms angles up to 29000 in float32, whose last bit is 0.002.
    data.forEach((value, at) => expect(Math.abs(value - (values[at] as number))).toBeLessThan(3e-3))
  })
})

describe('a mask at the size of the latents', () => {
  it.each(reference.masks)('from $shape to $to', ({ shape, mask, to, result }) => {
    const whole = tensor(Float32Array.from(mask), [1, 1, ...shape])
    expect([...nearestResize(whole, ...to).data]).toEqual(result)
  })

  it('selects for every channel', () => {
    const mask = tensor(Float32Array.of(1, 0.25), [1, 1, 1, 2])
    const [inside, outside] = [
      tensor(Float32Array.of(8, 8, 16, 16), [1, 2, 1, 2]),
      tensor(Float32Array.of(0, 4, 0, 0), [1, 2, 1, 2]),
    ]
    expect([...lerpBy(outside, inside, mask).data]).toEqual([8, 5, 16, 4])
  })
})

describe('image-to-image', () => {
  it.each(reference.starts)('of $steps steps at strength $strength', ({ strength, steps, left }) => {
    expect(steps - startFor(strength, steps)).toBe(left)
  })
})

describe('every guide', () => {
  it.each(guides.map(({ meta }) => [meta.id, meta] as const))('%s is well described', (id, meta) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(meta.summary).toMatch(/^[A-Z].*\.$/)
    expect(meta.paper).toMatch(/ \d{4}.*arXiv:\d{4}\.\d{5}/)
    // Its defaults are values that it takes.
    expect(parseValues(meta, defaultValues(meta.fields))).toEqual(defaultValues(meta.fields))
    // Recipes may name what it had before, and its fields are others.
    const former = Object.fromEntries((meta.former ?? []).map((setting) => [setting, 'anything']))
    expect(parseValues(meta, former)).toEqual(defaultValues(meta.fields))
    for (const setting of meta.former ?? []) expect(meta.fields).not.toHaveProperty(setting)
    expect(() => parseValues(meta, { ...former, wishes: 1 })).toThrow('"wishes"')
    for (const field of Object.values(meta.fields))
      if (field.kind === 'number') expect(field.max).toBeGreaterThan(field.min)
    // It excludes guides that there are, and says why in the end of a sentence.
    for (const [other, why] of Object.entries(meta.excludes ?? {})) {
      expect([...guideMetas.keys()]).toContain(other)
      expect(why).toMatch(/^[a-z].*[^.]$/)
    }
  })

  it.each(guides.filter(({ picture }) => picture).map(({ meta }) => [meta.id, meta] as const))(
    '%s has a page, with a picture where a bundled checkpoint can make one',
    (id, { requires }) => {
      const page = readFileSync(`docs/guides/${id}.md`, 'utf8')
      if (requires?.xl) return
      expect(page).toContain(`](../pictures/guides/${id}.webp)`)
      expect(existsSync(`docs/pictures/guides/${id}.webp`)).toBe(true)
    },
  )

  it('has an id of its own', () => {
    expect(guideMetas.size).toBe(guides.length)
  })

  it('is a folder of its name, and every folder is in the list', () => {
    const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures')
      .map(({ name }) => name)
    expect(folders.toSorted()).toEqual([...guideMetas.keys()].toSorted())
  })

  it.each(
    guides
      .filter(({ meta }) => meta.role !== 'base' && !meta.automatic)
      .map((guide) => [guide.meta.id, guide] as const),
  )('%s has a drawing for the gallery', async (_, { picture }) =>
    expect(await picture?.()).toMatch(/^<svg xmlns="http:.*viewBox="0 0 96 72">/),
  )

  it.each(guides.map((guide) => [guide.meta.id, guide] as const))(
    '%s has its code and its Korean in that folder',
    async (_, { meta, load, korean }) => {
      expect((await load()).meta).toBe(meta)
      const { fields, excludes = {} } = await korean()
      expect(Object.keys(fields).toSorted()).toEqual(Object.keys(meta.fields).toSorted())
      expect(Object.keys(excludes).toSorted()).toEqual(Object.keys(meta.excludes ?? {}).toSorted())
      for (const why of Object.values(excludes)) expect(why).toMatch(/[^.]$/)
    },
  )
})
