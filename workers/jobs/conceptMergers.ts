// The texts by which concepts are merged, and the mergers made of them.
import { stackRows } from '../tensor/stackRows'
import { tensor, type Tensor } from '../tensor/tensor'
import { createMerger } from '../training/mergedWeight'
import { createWeighedMerger } from '../training/weighedMerger'
import type { CheckpointNetworks } from './checkpointNetworks'

/** What is asked of the merged keys and values. */
export type MergerKind =
  /** The tokens of "robot" and "a photo of robot" are read exactly as each concept reads them: the paper's closed form. */
  | { readonly kind: 'exact' }
  /**
   * Every place of the texts that ask for a concept, "{}" being its word and class, is read nearly as it reads it. That counts `weight` times
   * as much as what is kept.
   */
  | { readonly kind: 'weighed'; readonly asked: readonly string[]; readonly weight: number }

/** Merges a weight W0 [out, D], given what each concept has in its place, [out, D]. */
export type MergeWeight = (base: Tensor, own: readonly Tensor[]) => Float32Array

/**
 * @param called each concept's word and class: "<robot> robot"
 * @param kept texts that shall be read as before
 */
export async function createConceptMerger(
  networks: CheckpointNetworks,
  called: readonly string[],
  kept: readonly string[],
  merger: MergerKind,
): Promise<MergeWeight> {
  const rows = new TextRows(networks)
  if (merger.kind === 'weighed')
    return createWeighedMerger({
      kept: await rows.ofAll(['', ...kept]),
      asked: await Promise.all(
        called.map((name) => rows.ofAll(merger.asked.map((text) => text.replaceAll('{}', name)))),
      ),
      weight: merger.weight,
    })
  const words = await Promise.all(
    // "a photo of" is not the concept's.
    called.map(async (name) =>
      stackRows([await rows.ofWords(name), await rows.ofWords(`a photo of ${name}`, 'a photo of')]),
    ),
  )
  const texts = stackRows(await Promise.all(kept.map((text) => rows.ofWords(text))))
  const merge = createMerger({ kept: texts, words: stackRows(words) })
  return (base, own) => merge(base, stackRows(own.map((weight, at) => projected(words[at]!, weight))))
}

/** Embeddings of texts, a row for each token. */
class TextRows {
  constructor(private readonly networks: CheckpointNetworks) {}

  /** The tokens of a text to its end, that included, without those of `before`, [n, D]. */
  async ofWords(text: string, before = ''): Promise<Tensor> {
    const { tokenizer } = this.networks
    const { ids, words } = tokenizer.tokenize(text)
    const first = 1 + tokenizer.tokenize(before).words.length
    return this.rows(ids, first, Math.min(words.length + 1, ids.length - 1))
  }

  /** Of several texts all tokens but the first, which is the same in all: what fills a text up is read like its words. */
  async ofAll(texts: readonly string[]): Promise<Tensor> {
    const { tokenizer } = this.networks
    return stackRows(
      await Promise.all(
        texts.map((text) => {
          const { ids } = tokenizer.tokenize(text)
          return this.rows(ids, 1, ids.length - 1)
        }),
      ),
    )
  }

  private async rows(ids: Parameters<CheckpointNetworks['encodeText']>[0], first: number, last: number) {
    const { tokens } = await this.networks.encodeText(ids, { clipSkip: 0 })
    const width = tokens.shape[2]!
    return tensor(tokens.data.slice(first * width, (last + 1) * width), [last + 1 - first, width])
  }
}

/** x W', [n, out], of x [n, D] and W [out, D]. */
function projected(x: Tensor, weight: Tensor): Tensor {
  const [count = 0, width = 0] = x.shape
  const [out = 0] = weight.shape
  const result = new Float32Array(count * out)
  for (let row = 0; row < count; row++)
    for (let channel = 0; channel < out; channel++) {
      let sum = 0
      for (let at = 0; at < width; at++) sum += x.data[row * width + at]! * weight.data[channel * width + at]!
      result[row * out + channel] = sum
    }
  return tensor(result, [count, out])
}
