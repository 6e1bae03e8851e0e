import type { TextEmbedding } from '../diffusion/textEmbedding'
import { readableTokens } from '../text/readableTokens'
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
    note(
      `The text is longer than the checkpoint reads (${networks.tokenizer.maxLength - 2} tokens); left out: "${readableTokens(dropped)}".`,
    )
  }
  return networks.encodeText(ids, { clipSkip })
}
