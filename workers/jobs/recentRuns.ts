// What edits of one picture work out again and again: its latents, and what the autoencoder makes of it without an edit.
import type { Tensor } from '../tensor/tensor'

interface Kept {
  readonly key: string
  readonly input: Tensor
  readonly result: unknown
}

/** Several results of one picture, and of the one before. */
const most = 4

/** Pictures whose results are kept are at most this large, in numbers: 1024 x 1024 pixels. */
const largest = 3 * 1024 ** 2

export class RecentRuns {
  /** Newest last. */
  private kept: readonly Kept[] = []

  /** The result of the same run of before, or else of `run`, which is kept unless it fails. */
  async get<Result>(key: string, input: Tensor, run: () => Promise<Result>): Promise<Result> {
    const known = this.kept.find((one) => one.key === key && isSame(one.input, input))
    if (known) {
      this.kept = [...this.kept.filter((one) => one !== known), known]
      return known.result as Result
    }
    const result = await run()
    if (input.data.length <= largest) this.kept = [...this.kept, { key, input, result }].slice(-most)
    return result
  }
}

const isSame = (a: Tensor, b: Tensor): boolean =>
  a.shape.join() === b.shape.join() && a.data.every((value, at) => value === b.data[at])
