// What a weight does to the embedding z of a text, [1, L, width], by whose convention.
import { joined } from '../../diffusion/embeddingLength'
import type { TextTools } from '../../diffusion/environment'
import { combineLinear, scale } from '../../tensor/arithmetic'
import { tensor, type Tensor } from '../../tensor/tensor'
import type { TextChunk } from './textChunks'

export type Normalisation = 'a1111' | 'compel' | 'none'

type Encode = TextTools['encodeIds']

/** The embedding of a text's chunks behind each other, its words weighted. */
export async function weightedEmbedding(
  chunks: readonly TextChunk[],
  { normalisation, encodeIds, empty }: { normalisation: Normalisation; encodeIds: Encode; empty: Tensor },
): Promise<Tensor> {
  if (normalisation === 'compel') return againstTextWithout(chunks, encodeIds, empty)
  const embeddings: Tensor[] = []
  for (const { ids } of chunks) embeddings.push(await encodeIds(ids))
  const z = joined(embeddings)
  const weights = chunks.flatMap((chunk) => [...chunk.weights])
  if (weights.every((weight) => weight === 1)) return z
  const weighted = byRows(z, (value, row) => value * weights[row]!)
  return normalisation === 'a1111' ? withMeanOf(z, weighted, weights) : weighted
}

/**
 * AUTOMATIC1111's: the mean over all numbers stays as it was. Were every word's own mean alike, the quotient would lie between the
 * inverses of the weights. Where it lies far outside, the mean is next to nothing beside the spread (Toyland: 0.003 of 0.6; Stable
 * Diffusion 1.5: 0.1 of 1), the quotient says nothing, and the words are only scaled.
 */
function withMeanOf(z: Tensor, weighted: Tensor, weights: readonly number[]): Tensor {
  const share = meanOf(z) / meanOf(weighted)
  const least = 1 / slack / Math.max(...weights)
  const most = slack / Math.max(Math.min(...weights), 0.25)
  return share > least && share < most ? scale(weighted, share) : weighted
}

const slack = 1.1

const meanOf = ({ data }: Tensor) => data.reduce((sum, value) => sum + value, 0) / data.length

/**
 * compel's: z∅ + w (z - z∅), where z∅ is the embedding of no text. For each fragment of a weight below 1 also the text without
 * it, hidden from the text encoder's attention, with a share of tan((1 - w) pi/2) against the whole text's 1: at 0.5 half way.
 */
async function againstTextWithout(
  chunks: readonly TextChunk[],
  encodeIds: Encode,
  empty: Tensor,
): Promise<Tensor> {
  const read = async (chunk: TextChunk, hidden?: number): Promise<Tensor> => {
    const attended = Float32Array.from(chunk.fragments, (fragment) => (fragment === hidden ? 0 : 1))
    const z = await encodeIds(chunk.ids, hidden === undefined ? undefined : attended)
    const width = z.shape[2]!
    return byRows(z, (value, row, at) => {
      const weight = chunk.weights[row]!
      const base = empty.data[row * width + at]!
      return weight === 1 ? value : base + weight * (value - base)
    })
  }
  const whole: Tensor[] = []
  for (const chunk of chunks) whole.push(await read(chunk))
  const terms: [number, Tensor][] = [[1, joined(whole)]]
  for (const [fragment, weight] of lowered(chunks)) {
    const without: Tensor[] = []
    for (const [at, chunk] of chunks.entries())
      without.push(chunk.fragments.includes(fragment) ? await read(chunk, fragment) : whole[at]!)
    terms.push([Math.tan((1 - Math.max(weight, 1e-5)) * (Math.PI / 2)), joined(without)])
  }
  const total = terms.reduce((sum, [share]) => sum + share, 0)
  return terms.length === 1 ? terms[0]![1] : combineLinear(terms.map(([share, z]) => [share / total, z]))
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
