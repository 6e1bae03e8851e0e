// Scripts for diffusers against what they made when they were run (tools/reference/diffusers_scripts.py), and against the program itself.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { checkpoint, failureOf, folder, run } from './fixtures/commandLine.node'
import { readPicture } from './picture'
import { runRecipe } from './runRecipe'

interface Case {
  readonly name: string
  readonly recipe: {
    readonly checkpoint: string
    readonly image?: string
    readonly guides: readonly { readonly values: { readonly network?: string } }[]
    /** By their paths from here. */
    readonly addOns?: readonly { readonly id: string }[]
  }
  readonly script: string
  readonly shape: readonly [height: number, width: number, channels: number]
  readonly pixels: string
}
const { images, cases } = JSON.parse(
  readFileSync('src/interchange/fixtures/diffusersScripts.json', 'utf8'),
) as { readonly images: Readonly<Record<string, string>>; readonly cases: readonly Case[] }

const networks = 'workers/models/fixtures/controlNetworks'
const argumentsFor = ({ checkpoint: name, guides, addOns = [] }: Case['recipe']): string[] => [
  ...[
    '--checkpoint',
    checkpoint(name),
    ...new Set(guides.flatMap(({ values: { network } }) => network ?? [])).values(),
  ].flatMap((given, at) => (at < 2 ? [given] : ['--network', `${given}=${networks}/${given}`])),
  ...addOns.flatMap(({ id }) => ['--add-on', `${id}=${id}`]),
]

async function scriptOf(recipe: object, args: readonly string[]): Promise<string> {
  const [path, out] = [join(folder, 'edit.json'), join(folder, 'edit.py')]
  await writeFile(path, JSON.stringify(recipe))
  await runRecipe([path, '--as', 'diffusers', '--out', out, ...args])
  return readFileSync(out, 'utf8').replaceAll(`${folder}/`, '').replaceAll(`${process.cwd()}/`, '')
}

beforeAll(async () => {
  for (const [name, data] of Object.entries(images))
    await sharp(Buffer.from(data, 'base64'), { raw: { width: 64, height: 64, channels: 4 } })
      .png()
      .toFile(join(folder, name))
})

describe('a recipe as a diffusers script', () => {
  it.each(cases)('$name is the script that was run', async ({ recipe, script }) => {
    expect(await scriptOf(recipe, argumentsFor(recipe))).toBe(script)
  })

  it.each(cases)('$name gives the same picture here', async ({ recipe, shape, pixels }) => {
    const { data, width, height } = await readPicture(await run(recipe, argumentsFor(recipe)))
    expect([height, width, 3]).toEqual(shape)
    const theirs = Buffer.from(pixels, 'base64')
    let [error, size] = [0, 0]
    theirs.forEach((value, at) => {
      error += (value - data[Math.floor(at / 3) * 4 + (at % 3)]!) ** 2
      size += value ** 2
    })
    // 9.3e-4 at worst (Euler), rounding to 8 bits included.
    expect(Math.sqrt(error / size)).toBeLessThan(1e-3)
  })

  it('leaves out what enlarges results, and says so', async () => {
    const { recipe } = cases.find(({ recipe: { image } }) => image === undefined)!
    const said: string[] = []
    const error = vi.spyOn(console, 'error').mockImplementation((sentence) => said.push(String(sentence)))
    const script = await scriptOf(
      { ...recipe, upscaler: 'toyland/upscaler', enlarge: 2 },
      argumentsFor(recipe),
    )
    error.mockRestore()
    expect(script).toBe(await scriptOf(recipe, argumentsFor(recipe)))
    expect(said).toContain('Results are enlarged by a network here; the script gives them at their own size.')
  })

  const refused = (guides: readonly object[], rest: object = {}) => ({
    version: 2,
    checkpoint: 'sd1',
    prompt: 'a cat',
    steps: 2,
    width: 64,
    height: 64,
    guides,
    ...rest,
  })
  const control = {
    id: 'controlnet',
    values: { network: 'controlnet', hint: 'lines.png', preprocessor: 'none' },
  }
  const sega = { id: 'sega', values: { concepts: [{ concept: 'a hat' }] } }
  it.each<[string, object, RegExp]>([
    [
      'two guides without a pipeline',
      refused([sega, control]),
      /no pipeline for "Guidance" \+ "Concepts.*" \+ "ControlNet" together/,
    ],
    [
      'a guide that it does not have',
      refused([{ id: 'dynamic-thresholding' }]),
      /diffusers has no "Dynamic thresholding"/,
    ],
    ['a mask of a guide', refused([{ ...control, mask: 'mask.png' }]), /"ControlNet" with a mask of its own/],
    [
      'a strength over the steps',
      refused([
        {
          id: 'controlnet',
          values: {
            ...control.values,
            weight: [
              [0, 1],
              [1, 0],
            ],
          },
        },
      ]),
      /a strength that changes/,
    ],
    ['a part of the steps', refused([{ ...sega, range: [0, 0.5] }]), /with a part of the steps/],
    ['BREAK', refused([{ id: 'prompt-weighting' }], { prompt: 'a cat BREAK a dog' }), /no BREAK/],
  ])('is refused for %s', async (_, recipe, sentence) => {
    const args = ['--as', 'diffusers', '--checkpoint', checkpoint('sd1')]
    const network = JSON.stringify(recipe).includes('"controlnet"')
      ? ['--network', `controlnet=${networks}/controlnet`]
      : []
    expect(await failureOf(recipe, [...args, ...network])).toMatch(sentence)
  })

  it('is refused for a DoRA at another strength than 1', async () => {
    const id = 'workers/jobs/fixtures/addOns/dora.safetensors'
    const args = ['--as', 'diffusers', '--checkpoint', checkpoint('sd1'), '--add-on', `${id}=${id}`]
    const recipe = { version: 2, checkpoint: 'sd1', prompt: 'a ball', addOns: [{ id, strength: 0.8 }] }
    expect(await failureOf(recipe, args)).toMatch(/a DoRA, at another strength than 1/)
  })
})
