import type { Tensor } from '../tensor/tensor'
import type { Networks } from './networks'

/** A text's embedding [1, length, width] as the checkpoint alone reads it; a note names the words that it does not see. */
export async function encodeText(
  text: string,
  networks: Networks,
  clipSkip: number,
  note: (sentence: string) => void,
): Promise<Tensor> {
  const { ids, dropped } = networks.tokenizer.tokenize(text)
  if (dropped.length > 0) {
    const words = dropped
      .map((token) => token.replace('</w>', ' '))
      .join('')
      .trim()
    note(
      `The text is longer than the checkpoint reads (${networks.tokenizer.maxLength - 2} tokens); left out: "${words}".`,
    )
  }
  return networks.encodeText(ids, { clipSkip })
}
