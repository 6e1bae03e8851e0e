// `npm run recipe`: files in, files out, one sentence when it cannot. What concerns the process alone is tried in one of its own.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { readNpy, writeNpy } from './npy'
import { readPicture } from './picture'
import { runRecipe } from './runRecipe'

const fixtures = 'tools/recipe/fixtures'
/** npm and two starts of Node, on a machine that has other things to do. */
const processTimeoutMs = 180_000
const checkpoint = (name: string) => `workers/models/fixtures/checkpoints/${name}`
const instruct = {
  version: 1,
  checkpoint: 'instruct',
  prompt: 'make the cat blue',
  scheduler: 'ddim',
  steps: 3,
  width: 64,
  height: 64,
  guides: [{ id: 'instruct-pix2pix', values: { textScale: 6, imageScale: 1.6 } }],
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recipe-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Outcome {
  readonly code: number
  readonly stderr: string
}

function start(program: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, [...args], (error, _stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stderr }),
    )
  })
}

/** Where the recipe is written, and the command line that runs it. */
async function command(recipe: unknown, args: readonly string[]) {
  const path = join(folder, 'edit.json')
  const out = join(folder, 'out.png')
  await rm(out, { force: true })
  await writeFile(path, typeof recipe === 'string' ? recipe : JSON.stringify(recipe))
  return { out, args: [path, '--out', out, ...args] }
}

/** Runs a recipe in this process, which spares the second that another one takes to start. */
async function run(recipe: unknown, args: readonly string[] = []): Promise<string> {
  const { out, args: all } = await command(recipe, args)
  await runRecipe(all)
  return out
}

const withInstruct = (...args: readonly string[]) => ['--checkpoint', checkpoint('instruct'), ...args]
const fixture = (name: string) => join(fixtures, name)

/** What a refused recipe says; no picture is written. */
async function failureOf(recipe: unknown, args: readonly string[]): Promise<string> {
  const { out, args: all } = await command(recipe, args)
  const error = await runRecipe(all).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PalimpsestError)) throw new Error('It was not refused in words.', { cause: error })
  await expect(readFile(out)).rejects.toThrow('ENOENT')
  expect(error.message).toMatch(/^\S.*[.:]$/)
  expect(error.hint).toMatch(/^[A-Z].*\S$/)
  return error.message
}

async function rawPixels(path: string) {
  const { data, info } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

describe('a run', () => {
  it(
    'gives the latents, the noise of each branch and the picture, from given noise',
    async () => {
      const trace = join(folder, 'trace')
      const latents = join(folder, 'latents.npy')
      const path = join(folder, 'npm.json')
      const out = join(folder, 'npm.png')
      await writeFile(path, JSON.stringify({ ...instruct, image: 'square.png' }))
      const args = withInstruct(
        '--image',
        fixture('square.png'),
        '--noise',
        fixture('noise.npy'),
        '--out',
        out,
      )
      const rest = ['--latents', latents, '--trace', trace]
      const outcome = await start('npm', ['run', '--silent', 'recipe', '--', path, ...args, ...rest])
      expect(outcome).toEqual({ code: 0, stderr: '' })

      // NumPy wrote the noise, diffusers made the rest (tools/reference/recipe_files.py).
      const names = await readdir(fixture('trace'))
      expect((await readdir(trace)).toSorted()).toEqual(names.toSorted())
      expect(names).toHaveLength(12)
      for (const name of names) {
        const [own, theirs] = [await readNpy(join(trace, name)), await readNpy(join(fixture('trace'), name))]
        expect(own.shape).toEqual(theirs.shape)
        const largest = Math.max(...theirs.data.map(Math.abs))
        const error = Math.max(...theirs.data.map((value, at) => Math.abs(value - (own.data[at] as number))))
        expect(error / largest, name).toBeLessThan(1e-3)
      }
      expect(await readNpy(latents)).toEqual(await readNpy(join(trace, 'latents_002.npy')))
      expect(await rawPixels(out)).toMatchObject({ width: 64, height: 64 })
    },
    processTimeoutMs,
  )

  it('gives the same bytes again, and others from another seed', async () => {
    const args = withInstruct('--image', fixture('picture.png'))
    const first = await readFile(await run(instruct, args))
    expect(await readFile(await run(instruct, args))).toEqual(first)
    expect(await readFile(await run({ ...instruct, seed: 1 }, args))).not.toEqual(first)
  })

  it('takes the noise in the second version of the format too', async () => {
    const args = withInstruct('--image', fixture('square.png'), '--noise')
    const first = await readFile(await run(instruct, [...args, fixture('noise.npy')]))
    const second = await readFile(await run(instruct, [...args, fixture('noise-version-2.npy')]))
    expect(second).toEqual(first)
  })

  it('finds pictures that the recipe names beside the recipe', async () => {
    await sharp(fixture('picture.png')).toFile(join(folder, 'beside.png'))
    const out = await run({ ...instruct, image: 'beside.png' }, withInstruct())
    expect(await rawPixels(out)).toMatchObject({ width: 90, height: 70 })
  })

  it.skipIf(!existsSync('public/models/toyland'))('finds the checkpoints that come with it', async () => {
    for (const id of ['toyland/base', 'toyland/instruct']) {
      const simple = { version: 1, checkpoint: id, prompt: 'make the cat blue', steps: 2 }
      const out = await run(simple, ['--image', fixture('picture.png')])
      expect(await readFile(out)).not.toEqual(await readFile(fixture('picture.png')))
      expect(await rawPixels(out)).toMatchObject({ width: 90, height: 70 })
    }
  })

  it('keeps a picture and a mask of one name apart', async () => {
    await mkdir(join(folder, 'masks'), { recursive: true })
    await sharp(fixture('mask.png')).toFile(join(folder, 'masks', 'picture.png'))
    const args = withInstruct(
      '--image',
      fixture('picture.png'),
      '--mask',
      join(folder, 'masks', 'picture.png'),
    )
    expect(await rawPixels(await run(instruct, args))).toMatchObject({ width: 90, height: 70 })
  })
})

describe('outside of the feathered mask', () => {
  const cases = [
    { name: 'InstructPix2Pix', recipe: instruct, model: 'instruct', picture: 'picture.png' },
    {
      name: 'InstructPix2Pix on a picture with alpha',
      recipe: instruct,
      model: 'instruct',
      picture: 'alpha.png',
    },
    {
      name: 'inpainting with 9 channels',
      recipe: { ...instruct, guides: [] },
      model: 'inpaint',
      picture: 'picture.png',
    },
    {
      name: 'inpainting by blending, the whole picture scaled down',
      recipe: { ...instruct, guides: [], steps: 2, feather: 0 },
      model: 'tiny-vae',
      picture: 'alpha.png',
    },
    {
      name: 'image-to-image',
      recipe: { ...instruct, guides: [], strength: 0.7, feather: 9.5 },
      model: 'tiny-vae',
      picture: 'picture.png',
    },
  ]
  it.each(cases)('$name keeps every bit of the picture', async ({ recipe, model, picture }) => {
    const args = [
      '--checkpoint',
      checkpoint(model),
      '--image',
      fixture(picture),
      '--mask',
      fixture('mask.png'),
    ]
    const out = await run(recipe, args)
    const before = await rawPixels(fixture(picture))
    const after = await rawPixels(out)
    const mask = await sharp(fixture('mask.png')).toColourspace('b-w').raw().toBuffer()
    expect([after.width, after.height]).toEqual([before.width, before.height])
    const feather = 'feather' in recipe ? recipe.feather : 4

    const { width, height } = before
    const covered = [...mask.keys()].filter((at) => mask[at] === 255)
    let [kept, changed, alphaChanged] = [0, 0, 0]
    for (let at = 0; at < width * height; at++) {
      const [x, y] = [at % width, Math.floor(at / width)]
      const distance = Math.min(...covered.map((c) => Math.hypot((c % width) - x, Math.floor(c / width) - y)))
      const same = [0, 1, 2].every((c) => before.data[at * 4 + c] === after.data[at * 4 + c])
      if (before.data[at * 4 + 3] !== after.data[at * 4 + 3]) alphaChanged++
      if (distance >= feather + 1) {
        expect(same, `pixel ${x}, ${y}`).toBe(true)
        kept++
      } else if (distance === 0 && !same) changed++
    }
    expect(kept).toBeGreaterThan(3000)
    expect(changed).toBeGreaterThan(0.9 * covered.length)
    expect(alphaChanged).toBe(0)
  })
})

describe('a picture', () => {
  it('is turned upright as its EXIF data says', async () => {
    const upright = await readPicture(fixture('picture.png'))
    expect(await readPicture(fixture('rotated.png'))).toEqual(upright)
    const photo = await readPicture(fixture('rotated.jpg'))
    expect([photo.width, photo.height]).toEqual([90, 70])
    const differences = photo.data.map((value, at) => Math.abs(value - (upright.data[at] as number)))
    expect(differences.reduce((a, b) => a + b, 0) / differences.length).toBeLessThan(4)

    const out = await run(instruct, withInstruct('--image', fixture('rotated.jpg')))
    expect(await rawPixels(out)).toMatchObject({ width: 90, height: 70 })
  })

  it('keeps its alpha', async () => {
    const out = await run(instruct, withInstruct('--image', fixture('alpha.png')))
    const alphaOf = async (path: string) => sharp(path).extractChannel(3).raw().toBuffer()
    expect(await alphaOf(out)).toEqual(await alphaOf(fixture('alpha.png')))
  })
})

describe('what cannot be done is said in one line', () => {
  const picture = ['--image', fixture('picture.png')]
  const masked = [...picture, '--mask', fixture('mask.png')]

  it.each<[string, unknown, readonly string[], RegExp]>([
    ['no JSON', '{"version": 1,', withInstruct(...picture), /is not JSON/],
    ['no recipe', [1], withInstruct(...picture), /not a recipe/],
    ['a later version', { ...instruct, version: 2 }, withInstruct(...picture), /has version 2/],
    ['an unknown guide', { ...instruct, guides: [{ id: 'magic' }] }, withInstruct(...picture), /"magic"/],
    ['a value out of range', { ...instruct, steps: 0 }, withInstruct(...picture), /"steps"/],
    ['an unknown setting', { ...instruct, stepz: 2 }, withInstruct(...picture), /"stepz"/],
    ['a size that is no multiple of 8', { ...instruct, width: 68 }, withInstruct(...picture), /"width"/],
    ['too many steps', { ...instruct, scheduler: 'lcm', steps: 60 }, withInstruct(...picture), /60 steps/],
    ['an empty instruction', { ...instruct, prompt: ' ' }, withInstruct(...picture), /instruction is empty/],
    ['no picture', instruct, withInstruct(), /needs a picture/],
    ['a file that is no picture', instruct, withInstruct('--image', 'package.json'), /not a picture/],
    ['a picture that is not there', instruct, withInstruct('--image', '/nowhere/a.png'), /cannot be read/],
    [
      'a mask that covers nothing',
      instruct,
      withInstruct(...picture, '--mask', fixture('empty-mask.png')),
      /covers nothing/,
    ],
    [
      'a mask of another size',
      instruct,
      withInstruct('--image', fixture('square.png'), '--mask', fixture('mask.png')),
      /mask is 90x70/,
    ],
    [
      'a guide that the checkpoint is not made for',
      instruct,
      ['--checkpoint', checkpoint('sd1'), ...masked],
      /8 channels/,
    ],
    ['no checkpoint', instruct, picture, /does not come with this program/],
    ['a folder that is none', instruct, ['--checkpoint', '/nowhere', ...picture], /unet\/config.json/],
    [
      'noise in float64',
      instruct,
      withInstruct(...picture, '--noise', fixture('noise-float64.npy')),
      /float32/,
    ],
    [
      'noise in Fortran order',
      instruct,
      withInstruct(...picture, '--noise', fixture('noise-fortran.npy')),
      /Fortran/,
    ],
    [
      'noise of another shape',
      instruct,
      withInstruct(...picture, '--noise', fixture('noise-wide.npy')),
      /\[1, 4, 8, 12\]/,
    ],
    [
      'noise that is no array',
      instruct,
      withInstruct(...picture, '--noise', 'package.json'),
      /not an \.npy file/,
    ],
    [
      'latents that cannot be written',
      instruct,
      withInstruct(...picture, '--latents', 'package.json/x.npy'),
      /cannot be written/,
    ],
    ['an option that there is not', instruct, withInstruct(...picture, '--picture', 'a.png'), /--picture/],
  ])('%s', async (_, recipe, args, sentence) => {
    expect(await failureOf(recipe, args)).toMatch(sentence)
  })

  it.each([
    [1, 1, /1x1 pixels, too small/],
    [12_000, 9_000, /12000x9000 pixels, more than/],
  ])('a picture of %ix%i pixels', async (width, height, sentence) => {
    const path = join(folder, 'extreme.png')
    await sharp({ create: { width, height, channels: 3, background: 'white' } })
      .png({ compressionLevel: 1 })
      .toFile(path)
    expect(await failureOf(instruct, withInstruct('--image', path))).toMatch(sentence)
  })

  it('a damaged picture', async () => {
    const path = join(folder, 'damaged.png')
    await writeFile(path, (await readFile(fixture('picture.png'))).subarray(0, 900))
    expect(await failureOf(instruct, withInstruct('--image', path))).toMatch(/not a picture/)
  })

  it(
    'on the error output of the process, with exit code 1',
    async () => {
      const nothing = await start('npm', ['run', '--silent', 'recipe'])
      expect(nothing.code).toBe(1)
      expect(nothing.stderr).toMatch(/^The recipe is missing\. Usage: npm run recipe -- [^\n]+\n$/)

      const { args, out } = await command({ ...instruct, version: 2 }, withInstruct(...picture))
      const later = await start('npm', ['run', '--silent', 'recipe', '--', ...args])
      expect(later).toEqual({
        code: 1,
        stderr:
          'This recipe has version 2, and this program reads up to version 1. Open it with a newer Palimpsest.\n',
      })
      await expect(readFile(out)).rejects.toThrow('ENOENT')
    },
    processTimeoutMs,
  )
})

describe('.npy files', () => {
  it('come back as they were', async () => {
    const path = join(folder, 'again.npy')
    for (const shape of [[6], [2, 3], [1, 2, 3, 1]]) {
      const written = { data: Float32Array.from([1.5, -0, 1e-40, Infinity, NaN, 7]), shape }
      await writeNpy(path, written)
      expect(await readNpy(path)).toEqual(written)
      // The data begins on a multiple of 64 bytes, as NumPy wants it.
      expect((await readFile(path)).length).toBe(128 + 24)
    }
  })
})
