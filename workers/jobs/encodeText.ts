import type { Note } from '../../src/shared/message'
import type { TextEmbedding } from '../diffusion/textEmbedding'
import { readableTokens } from '../text/readableTokens'
import { messages } from './messages'
import type { Networks } from './networks'

/** A text's embedding as the checkpoint alone reads it; a note names the words that it does not see. */
export async function encodeText(
  text: string,
  networks: Networks,
  clipSkip: number,
  note: (said: Note) => void,
): Promise<TextEmbedding> {
  const { ids, dropped } = networks.tokenizer.tokenize(text)
  if (dropped.length > 0)
    note(messages.textCut({ limit: networks.tokenizer.maxLength - 2, rest: readableTokens(dropped) }))
  return networks.encodeText(ids, { clipSkip })
}
