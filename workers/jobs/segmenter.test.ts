import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPicture } from '../../tools/recipe/picture'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { pathTree } from '../weights/pathTree.node'
import { Segmenters } from './segmenter'

let backend: Backend
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
})
afterAll(() => backend.dispose())

const segmenters = () =>
  new Segmenters(backend, async (source) => pathTree(source.kind === 'url' ? source.url : ''))

it('tells the things of a picture apart', async () => {
  const picture = await readPicture('public/pictures/cat-meadow.png')
  const url = 'public/models/toyland/segmenter'
  const { width, height, names, classes } = await segmenters().segment({ kind: 'url', url }, picture)
  expect([width, height, names.length]).toEqual([64, 64, 12])
  const at = (x: number, y: number) => names[classes[Math.floor(y * 64) * 64 + Math.floor(x * 64)]!]
  // Sky in the corner, a cat in the middle, the meadow below it.
  expect([at(0.1, 0.1), at(0.5, 0.6), at(0.1, 0.9)]).toEqual(['sky', 'cat', 'ground'])
})

it('says what a folder lacks, and can be asked again', async () => {
  const all = segmenters()
  for (let time = 0; time < 2; time++)
    await expect(
      all.segment(
        { kind: 'url', url: 'public/models/toyland/base/unet' },
        { width: 1, height: 1, data: new Uint8ClampedArray(4) },
      ),
    ).rejects.toThrow(/holds no network that tells things/)
})
