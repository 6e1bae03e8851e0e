// What each part of a picture shows, by a network for semantic segmentation as transformers exports it: `onnx/model.onnx` beside its
// config.json. Toyland's is bundled; who brings another needs nothing but its folder.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { Segments } from '../../src/shared/protocol/answers'
import type { CheckpointSource } from '../../src/shared/protocol/sources'
import { ofProgram } from '../../src/shared/readPart'
import { tensorFromPixels } from '../image/pixelTensor'
import { resize } from '../image/resample'
import type { Backend, Session } from '../runtime/backend'
import type { FileTree } from '../weights/byteSource'
import { readJson } from '../weights/readJson'
import { messages } from './messages'

/** Pixels on a side that it is given; `preprocessor_config.json` says another where there is one. */
const usualSide = 512

interface Loaded {
  readonly session: Session
  readonly classes: readonly string[]
  readonly side: number
}

/** The networks of a device, each loaded once. */
export class Segmenters {
  private readonly loaded = new Map<string, Promise<Loaded>>()

  constructor(
    private readonly backend: Backend,
    private readonly openTree: (source: CheckpointSource) => Promise<FileTree>,
  ) {}

  /** @throws PalimpsestError('checkpoint') where the folder holds no such network */
  async segment(source: CheckpointSource, picture: Pixels): Promise<Segments> {
    const { session, classes, side } = await this.load(source)
    const small = tensorFromPixels(resize(picture, side, side))
    const [logits] = [...(await session.run({ pixel_values: small })).values()]
    const [, count = 0, height = 0, width = 0] = logits!.shape
    return { width, height, names: classes, classes: likeliest(logits!.data, count, height * width) }
  }

  private async load(source: CheckpointSource): Promise<Loaded> {
    const key = JSON.stringify(source)
    const loading = this.loaded.get(key) ?? ofProgram(() => this.open(source))
    this.loaded.set(key, loading)
    try {
      return await loading
    } catch (error) {
      // What failed can be tried again.
      this.loaded.delete(key)
      throw error
    }
  }

  private async open(source: CheckpointSource): Promise<Loaded> {
    const tree = await this.openTree(source)
    const { id2label } = (await readJson(tree, 'config.json')) as { id2label?: Record<string, string> }
    const file = await tree.open('onnx/model.onnx')
    if (!file || !id2label) throw new PalimpsestError(messages.noSegmenter({ label: tree.label }))
    const prepared = (await tree.open('preprocessor_config.json'))
      ? ((await readJson(tree, 'preprocessor_config.json')) as { size?: { height?: number } })
      : {}
    const side = prepared.size?.height ?? usualSide
    const classes = Object.entries(id2label)
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([, name]) => name)
    const session = await this.backend.createSession({
      bytes: new Uint8Array(await file.read(0, file.size)),
      externalFiles: [],
      inputs: [{ name: 'pixel_values', type: 'float32', shape: [1, 3, side, side] }],
      outputs: [{ name: 'logits', type: 'float32', shape: [1, classes.length, side / 2, side / 2] }],
      weightBytes: file.size,
    })
    return { session, classes, side }
  }
}

function likeliest(logits: Float32Array, classes: number, area: number): Uint8Array<ArrayBuffer> {
  const best = new Uint8Array(area)
  for (let at = 0; at < area; at++)
    for (let one = 1; one < classes; one++)
      if (logits[one * area + at]! > logits[best[at]! * area + at]!) best[at] = one
  return best
}
