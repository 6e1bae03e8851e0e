// `npm run recipe`: files in, files out. What concerns the process alone is tried in one of its own.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  fixture,
  folder,
  instruct,
  processTimeoutMs,
  run,
  start,
  withInstruct,
} from './fixtures/commandLine.node'
import { readPicture } from './picture'
import { readNpy } from './npy'

describe('a run', () => {
  it(
    'gives the latents, the noise of each branch and the picture, from given noise',
    async () => {
      const trace = join(folder, 'trace')
      // An older trace with more steps, and a file that is none of a trace's.
      await mkdir(trace)
      for (const name of ['latents_099.npy', 'noise_099_cond.npy', 'latents_best.npy'])
        await writeFile(join(trace, name), '')
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
      expect((await readdir(trace)).toSorted()).toEqual([...names, 'latents_best.npy'].toSorted())
      expect(names).toHaveLength(12)
      for (const name of names) {
        const [own, theirs] = [await readNpy(join(trace, name)), await readNpy(join(fixture('trace'), name))]
        expect(own.shape).toEqual(theirs.shape)
        const largest = Math.max(...theirs.data.map(Math.abs))
        const error = Math.max(...theirs.data.map((value, at) => Math.abs(value - (own.data[at] as number))))
        expect(error / largest, name).toBeLessThan(1e-3)
      }
      expect(await readNpy(latents)).toEqual(await readNpy(join(trace, 'latents_002.npy')))
      expect(await readPicture(out)).toMatchObject({ width: 64, height: 64 })
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
    expect(await readPicture(out)).toMatchObject({ width: 90, height: 70 })
  })

  it.skipIf(!existsSync('public/models/toyland'))('finds the checkpoints that come with it', async () => {
    for (const id of ['toyland/base', 'toyland/instruct']) {
      const simple = { version: 1, checkpoint: id, prompt: 'make the cat blue', steps: 2 }
      const out = await run(simple, ['--image', fixture('picture.png')])
      expect(await readFile(out)).not.toEqual(await readFile(fixture('picture.png')))
      expect(await readPicture(out)).toMatchObject({ width: 90, height: 70 })
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
    expect(await readPicture(await run(instruct, args))).toMatchObject({ width: 90, height: 70 })
  })
})
