import type { TextEmbedding } from '../diffusion/textEmbedding'
import type { Networks } from './networks'

/** A text's embedding as the checkpoint alone reads it; a note names the words that it does not see. */
export async function encodeText(
  text: string,
  networks: Networks,
  clipSkip: number,
  note: (sentence: string) => void,
): Promise<TextEmbedding> {
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
