// Models in the layout of transformers.js, through transformers.js, on our runtime.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPicture } from '../../tools/recipe/picture'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { Segmenters } from '../jobs/segmenter'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { bytesSource } from '../weights/bytesSource'
import type { FileTree } from '../weights/byteSource'
import { pathTree } from '../weights/pathTree.node'
import { depthMapOf } from './depthOf'
import { LoadedModels } from './loadedModels'
import { openModel } from './openModel'
import { segmentPictureOf, segmentsOf } from './segmentsOf'

let backend: Backend
let cat: Pixels
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
  cat = await readPicture('public/pictures/cat-meadow.png')
})
afterAll(() => backend.dispose())

const bundled = (name: string) => openModel(pathTree(`public/models/toyland/${name}`))
const models = (budget = 1e9) => new LoadedModels(backend, budget)

it('sees what is near in a picture', async () => {
  const model = await bundled('depth-estimator')
  expect(model).toMatchObject({ kind: 'depth-estimation', precision: 'fp32', bytes: 1_291_753 })
  const map = await models().use(model, { task: 'depth-estimation' }, (loaded) =>
    depthMapOf(loaded, model.config, cat),
  )
  expect(map.shape).toEqual([1, 1, cat.height, cat.width])
  const at = (x: number, y: number) =>
    map.data[Math.floor(y * cat.height) * cat.width + Math.floor(x * cat.width)]!
  // The sky is far, the cat nearer, the meadow at the lower edge nearest.
  expect(at(0.1, 0.1)).toBeLessThan(0.2)
  expect(at(0.5, 0.6)).toBeGreaterThan(0.5)
  expect(at(0.1, 0.9)).toBeGreaterThan(at(0.5, 0.6))
})

it('tells things apart as our own reader of the bundled network does', async () => {
  const model = await bundled('segmenter')
  const ours = await new Segmenters(backend, async () => pathTree('public/models/toyland/segmenter')).segment(
    { kind: 'url', url: '' },
    cat,
  )
  const [theirs, coloured] = await models().use(model, { task: 'image-segmentation' }, async (loaded) => [
    await segmentsOf(loaded, cat),
    await segmentPictureOf(loaded, cat),
  ])
  // Theirs is brought to the picture's size before the likeliest class is taken, so that edges are finer.
  let same = 0
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 64; x++)
      if (
        ours.names[ours.classes[y * 64 + x]!] ===
        theirs!.names[theirs!.classes[(y * 8 + 4) * theirs!.width + x * 8 + 4]!]
      )
        same++
  expect(same / 64 ** 2).toBeGreaterThan(0.98)
  const colour = (x: number, y: number) =>
    Array.from(coloured!.data.slice((y * cat.width + x) * 4, (y * cat.width + x) * 4 + 3))
  expect(colour(50, 50)).toEqual([6, 230, 230])
  expect(colour(256, 307)).toEqual([255, 245, 0])
})

it('keeps what was loaded, within its budget', async () => {
  const reads: string[] = []
  const watched = (name: string): FileTree => {
    const tree = pathTree(`public/models/toyland/${name}`)
    return {
      label: name,
      async open(path) {
        reads.push(path)
        const file = await tree.open(path)
        return file && bytesSource(path, await file.read(0, file.size))
      },
    }
  }
  const all = models(2e6)
  const [depth, things] = [await openModel(watched('depth-estimator')), await openModel(watched('segmenter'))]
  const see = () =>
    all.use(depth, { task: 'depth-estimation' }, (loaded) => depthMapOf(loaded, depth.config, cat))
  const loads = () => reads.filter((path) => path.endsWith('.onnx')).length
  await see()
  const once = loads()
  await see()
  expect(loads()).toBe(once)
  await all.use(things, { task: 'image-segmentation' }, (loaded) => segmentsOf(loaded, cat))
  const others = loads()
  await see()
  expect(loads()).toBeGreaterThan(others)
})

it('says that a model is for another task', async () => {
  const model = await bundled('segmenter')
  await expect(models().use(model, { task: 'depth-estimation' }, async () => {})).rejects.toThrow(
    /is a model for "image-segmentation", and one for "depth-estimation" is needed/,
  )
})

it('ends between two runs once it is cancelled, and runs again afterwards', async () => {
  const model = await bundled('depth-estimator')
  const all = models()
  const see = (signal?: AbortSignal) =>
    all.use(model, { task: 'depth-estimation', signal }, (loaded) => depthMapOf(loaded, model.config, cat))
  const cancelling = new AbortController()
  const running = see(cancelling.signal)
  cancelling.abort()
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  expect((await see()).shape).toEqual([1, 1, cat.height, cat.width])
})

it('says what is wrong with a folder', async () => {
  const folder = (files: Readonly<Record<string, string>>): FileTree => ({
    label: 'mine',
    open: async (path) =>
      path in files ? bytesSource(path, new TextEncoder().encode(files[path])) : undefined,
  })
  const depth = { model_type: 'dpt', architectures: ['DPTForDepthEstimation'] }
  await expect(openModel(folder({ 'config.json': JSON.stringify(depth) }))).rejects.toThrow(
    /"mine" has no ONNX files, in a folder "onnx" or beside its config.json/,
  )
  const flat = { 'config.json': JSON.stringify(depth), 'model.onnx': 'as exporters write it' }
  expect(await openModel(folder(flat))).toMatchObject({ kind: 'depth-estimation', bytes: 21 })
  const speaker = { model_type: 'whisper', architectures: ['WhisperForConditionalGeneration'] }
  await expect(openModel(folder({ 'config.json': JSON.stringify(speaker) }))).rejects.toThrow(
    /a model of the kind "WhisperForConditionalGeneration", for which there is no use/,
  )
  const broken = await openModel(
    folder({
      'config.json': JSON.stringify(depth),
      'preprocessor_config.json': '{"image_processor_type": "DPTImageProcessor"}',
      'onnx/model.onnx': 'not a network',
    }),
  )
  const all = models()
  for (let time = 0; time < 2; time++)
    await expect(
      all.use(broken, { task: 'depth-estimation' }, (loaded) => depthMapOf(loaded, broken.config, cat)),
    ).rejects.toThrow(/"mine" cannot be read or run as a model of transformers.js/)
  // One that fails leaves the others as they are.
  const model = await bundled('depth-estimator')
  await all.use(model, { task: 'depth-estimation' }, (loaded) => depthMapOf(loaded, model.config, cat))
})

it('says that the network is gone in the words of whoever read the file', async () => {
  const tree = pathTree('public/models/toyland/depth-estimator')
  let gone = false
  const model = await openModel({
    label: 'far',
    async open(path) {
      if (gone) throw new PalimpsestError('weights', 'The server cannot be reached.', 'Try again.')
      return tree.open(path)
    },
  })
  gone = true
  await expect(
    models().use(model, { task: 'depth-estimation' }, (loaded) => depthMapOf(loaded, model.config, cat)),
  ).rejects.toThrow('The server cannot be reached.')
})
