// What `npm run recipe` cannot do: one sentence, what to do about it, exit code 1, and no file.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  checkpoint,
  command,
  failureOf,
  fixture,
  folder,
  instruct,
  processTimeoutMs,
  start,
  withInstruct,
} from './fixtures/commandLine.node'

describe('what cannot be done is said in one line', () => {
  const picture = ['--image', fixture('picture.png')]
  const masked = [...picture, '--mask', fixture('mask.png')]

  it.each<[string, unknown, readonly string[], RegExp]>([
    ['no JSON', '{"version": 1,', withInstruct(...picture), /is not JSON/],
    ['no recipe', [1], withInstruct(...picture), /not a recipe/],
    ['a later version', { ...instruct, version: 3 }, withInstruct(...picture), /has version 3/],
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
    [
      'a trace where a file is',
      instruct,
      withInstruct(...picture, '--trace', 'package.json'),
      /cannot be written/,
    ],
    [
      'noise that is not finite',
      instruct,
      withInstruct(...picture, '--noise', fixture('noise-nan.npy')),
      /not finite/,
    ],
    [
      'an option that takes the next one for its value',
      instruct,
      [...picture, '--mask', '--noise'],
      /^Option '--mask' argument is ambiguous\.$/,
    ],
    ['two recipes', instruct, withInstruct(...picture, 'a. b'), /"a\. b" was not expected/],
    ['an option without a value', instruct, withInstruct(...picture, '--mask='), /--mask is empty/],
    [
      'a picture and latents in one file',
      instruct,
      withInstruct(...picture, '--latents', join(folder, 'out.png')),
      /--out and --latents are the same file/,
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

  it('a picture that is cut before its first row', async () => {
    const path = join(folder, 'damaged.png')
    await writeFile(path, (await readFile(fixture('picture.png'))).subarray(0, 40))
    expect(await failureOf(instruct, withInstruct('--image', path))).toMatch(/The picture is damaged/)
  })

  it('a picture that its name calls a JPEG', async () => {
    expect(await failureOf(instruct, withInstruct(...picture, '--out', join(folder, 'out.jpg')))).toMatch(
      /written as PNG/,
    )
  })

  it('before the work, and what was there stays', async () => {
    const nowhere = join(folder, 'nowhere', 'out.png')
    expect(await failureOf(instruct, withInstruct('--out', nowhere))).toMatch(
      /nowhere.out\.png cannot be written/,
    )
    const latents = join(folder, 'kept.npy')
    await writeFile(latents, 'kept')
    const trace = join(folder, 'trace-refused')
    await failureOf(
      { ...instruct, steps: 0 },
      withInstruct(...picture, '--latents', latents, '--trace', trace),
    )
    expect(await readFile(latents, 'utf8')).toBe('kept')
    await expect(readdir(trace)).rejects.toThrow('ENOENT')
  })

  it(
    'on the error output of the process, with exit code 1',
    async () => {
      const nothing = await start('npm', ['run', '--silent', 'recipe'])
      expect(nothing.code).toBe(1)
      expect(nothing.stderr).toMatch(/^The recipe is missing\. Usage: npm run recipe -- [^\n]+\n$/)

      const { args, out } = await command({ ...instruct, version: 3 }, withInstruct(...picture))
      const later = await start('npm', ['run', '--silent', 'recipe', '--', ...args])
      expect(later).toEqual({
        code: 1,
        stderr:
          'This recipe has version 3, and this program reads up to version 2. Open it with a newer Palimpsest.\n',
      })
      await expect(readFile(out)).rejects.toThrow('ENOENT')
    },
    processTimeoutMs,
  )
})
