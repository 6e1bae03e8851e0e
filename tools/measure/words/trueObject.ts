// Where a thing truly is in a generated picture: Toyland's segmenter, whose classes are joined by connected things.
import { readFile } from 'node:fs/promises'
import type { Pixels } from '../../../src/shared/pixels'
import { tensorFromPixels } from '../../../workers/image/pixelTensor'
import { resize } from '../../../workers/image/resample'
import type { Backend } from '../../../workers/runtime/backend'

const folder = new URL('../../../public/models/toyland/segmenter/', import.meta.url)
const [side, mapSide] = [128, 64]
/** Pixels of the map below which a piece is a fault of the segmenter's. */
const smallest = 30
/** Shares of a piece between which it is neither the thing nor something else: such pictures have no truth. */
const doubtful = [0.25, 0.75] as const

export interface Segmenter {
  /** True where a thing of a kind is, 64 x 64; undefined where there is none, or none that is told from another. */
  find(picture: Pixels, kind: string): Promise<readonly boolean[] | undefined>
  /** True where any thing is, 64 x 64. */
  things(picture: Pixels): Promise<readonly boolean[]>
}

export async function openSegmenter(backend: Backend): Promise<Segmenter> {
  const config = JSON.parse(await readFile(new URL('config.json', folder), 'utf8')) as {
    readonly label2id: Readonly<Record<string, number>>
  }
  const classes = Object.keys(config.label2id).length
  const bytes = new Uint8Array(await readFile(new URL('onnx/model.onnx', folder)))
  const session = await backend.createSession({
    bytes,
    externalFiles: [],
    inputs: [{ name: 'pixel_values', type: 'float32', shape: [1, 3, side, side] }],
    outputs: [{ name: 'logits', type: 'float32', shape: [1, classes, mapSide, mapSide] }],
    weightBytes: bytes.length,
  })
  const ground = [config.label2id['sky']!, config.label2id['ground']!]
  const mapOf = async (picture: Pixels) => {
    const outputs = await session.run({ pixel_values: tensorFromPixels(resize(picture, side, side)) })
    return likeliest(outputs.get('logits')!.data, classes)
  }
  return {
    find: async (picture, kind) => thingOf(await mapOf(picture), config.label2id[kind]!, ground),
    things: async (picture) => {
      const isThing = (await mapOf(picture)).map((one) => !ground.includes(one))
      const found = isThing.map(() => false)
      for (const piece of pieces(isThing))
        if (piece.length >= smallest) for (const at of piece) found[at] = true
      return found
    },
  }
}

function likeliest(logits: Float32Array, classes: number): number[] {
  const area = mapSide * mapSide
  return Array.from({ length: area }, (_, at) => {
    let best = 0
    for (let one = 1; one < classes; one++)
      if (logits[one * area + at]! > logits[best * area + at]!) best = one
    return best
  })
}

/** A connected piece is what most of it is called: the segmenter calls a part of many dogs a cat. */
function thingOf(
  map: readonly number[],
  wanted: number,
  ground: readonly number[],
): readonly boolean[] | undefined {
  const found = map.map(() => false)
  for (const piece of pieces(map.map((one) => !ground.includes(one)))) {
    if (piece.length < smallest) continue
    const share = piece.filter((at) => map[at] === wanted).length / piece.length
    if (share >= doubtful[0] && share < doubtful[1]) return undefined
    if (share >= doubtful[1]) for (const at of piece) found[at] = true
  }
  return found.includes(true) ? found : undefined
}

/** Pixels that are connected over their edges. */
function pieces(is: readonly boolean[]): number[][] {
  const seen = is.map(() => false)
  const all: number[][] = []
  is.forEach((inside, first) => {
    if (!inside || seen[first]) return
    const piece: number[] = []
    const waiting = [first]
    seen[first] = true
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      piece.push(at)
      const [x, y] = [at % mapSide, Math.floor(at / mapSide)]
      const near = [
        x > 0 && at - 1,
        x < mapSide - 1 && at + 1,
        y > 0 && at - mapSide,
        y < mapSide - 1 && at + mapSide,
      ]
      for (const next of near)
        if (next !== false && is[next] && !seen[next]) {
          seen[next] = true
          waiting.push(next)
        }
    }
    all.push(piece)
  })
  return all
}
