// What a weight does to the embeddings z of a text's tokens, by whose convention. That of the whole text (Stable Diffusion XL's) is of
// the words as they stand, in every program.
import { joined } from '../../diffusion/embeddingLength'
import type { TextTools } from '../../diffusion/environment'
import { combineTexts, withTokens, type TextEmbedding } from '../../diffusion/textEmbedding'
import { tensor, type Tensor } from '../../tensor/tensor'
import type { TextChunk } from './textChunks'

export type Normalisation = 'a1111' | 'compel' | 'none'

type Tools = Pick<TextTools, 'encodeIds' | 'widths'>

/** The embedding of a text's chunks behind each other, its words weighted. */
export async function weightedEmbedding(
  chunks: readonly TextChunk[],
  { normalisation, tools, empty }: { normalisation: Normalisation; tools: Tools; empty: TextEmbedding },
): Promise<TextEmbedding> {
  if (normalisation === 'compel') return againstTextWithout(chunks, tools, empty)
  const embeddings: TextEmbedding[] = []
  for (const { ids } of chunks) embeddings.push(await tools.encodeIds(ids))
  const z = joined(embeddings)
  const weights = chunks.flatMap((chunk) => [...chunk.weights])
  if (weights.every((weight) => weight === 1)) return z
  const weighted = byRows(z.tokens, (value, row) => value * weights[row]!)
  return withTokens(
    z,
    normalisation === 'a1111' ? withMeansOf(z.tokens, weighted, { weights, widths: tools.widths }) : weighted,
  )
}

/**
 * AUTOMATIC1111's: the mean over all numbers of a text encoder stays as it was. Were every word's own mean alike, the quotient would lie between the
 * inverses of the weights. Where it lies far outside, the mean is next to nothing beside the spread (Toyland: 0.003 of 0.6; Stable
 * Diffusion 1.5: 0.1 of 1), the quotient says nothing, and the words are only scaled.
 */
function withMeansOf(
  z: Tensor,
  weighted: Tensor,
  { weights, widths }: { readonly weights: readonly number[]; readonly widths: readonly number[] },
): Tensor {
  const least = 1 / slack / Math.max(...weights)
  const most = slack / Math.max(Math.min(...weights), 0.25)
  const factors = widths.flatMap((width, at) => {
    const start = widths.slice(0, at).reduce((sum, before) => sum + before, 0)
    const share = sumOf(z, start, start + width) / sumOf(weighted, start, start + width)
    return Array<number>(width).fill(share > least && share < most ? share : 1)
  })
  return byRows(weighted, (value, _, column) => value * factors[column]!)
}

const slack = 1.1

/** Of the columns from `start` to before `end`. */
function sumOf({ data, shape }: Tensor, start: number, end: number): number {
  const width = shape[2]!
  let sum = 0
  data.forEach((value, at) => {
    if (at % width >= start && at % width < end) sum += value
  })
  return sum
}

/**
 * compel's: z∅ + w (z - z∅), where z∅ is the embedding of no text. For each fragment of a weight below 1 also the text without
 * it, hidden from the text encoder's attention, with a share of tan((1 - w) pi/2) against the whole text's 1: at 0.5 half way.
 */
async function againstTextWithout(
  chunks: readonly TextChunk[],
  { encodeIds }: Tools,
  empty: TextEmbedding,
): Promise<TextEmbedding> {
  const read = async (chunk: TextChunk, hidden?: number): Promise<TextEmbedding> => {
    const attended = Float32Array.from(chunk.fragments, (fragment) => (fragment === hidden ? 0 : 1))
    const z = await encodeIds(chunk.ids, hidden === undefined ? undefined : attended)
    const width = z.tokens.shape[2]!
    const weighted = byRows(z.tokens, (value, row, at) => {
      const weight = chunk.weights[row]!
      const base = empty.tokens.data[row * width + at]!
      return weight === 1 ? value : base + weight * (value - base)
    })
    return withTokens(z, weighted)
  }
  const whole: TextEmbedding[] = []
  for (const chunk of chunks) whole.push(await read(chunk))
  const all = joined(whole)
  const terms: [number, TextEmbedding][] = [[1, all]]
  for (const [fragment, weight] of lowered(chunks)) {
    const without: TextEmbedding[] = []
    for (const [at, chunk] of chunks.entries())
      without.push(chunk.fragments.includes(fragment) ? await read(chunk, fragment) : whole[at]!)
    terms.push([Math.tan((1 - Math.max(weight, 1e-5)) * (Math.PI / 2)), joined(without)])
  }
  const total = terms.reduce((sum, [share]) => sum + share, 0)
  if (terms.length === 1) return all
  const { tokens } = combineTexts(terms.map(([share, z]) => [share / total, z]))
  return withTokens(all, tokens)
}

/** Fragments of a weight below 1. */
function lowered(chunks: readonly TextChunk[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { fragments, weights } of chunks)
    fragments.forEach((fragment, at) => {
      if (fragment >= 0 && weights[at]! < 1) found.set(fragment, weights[at]!)
    })
  return found
}

function byRows(z: Tensor, change: (value: number, row: number, at: number) => number): Tensor {
  const width = z.shape[2]!
  return tensor(
    z.data.map((value, at) => change(value, Math.floor(at / width), at % width)),
    z.shape,
  )
}
