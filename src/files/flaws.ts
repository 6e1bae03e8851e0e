// What is wrong with a picture that is opened all the same, as far as it goes.
import type { Message } from '../shared/message'
import { messages } from './messages'

/** `cut`: the file ends too early. `damaged`: its pixels do not match their checksum, or cannot be read from some place on. */
export type Flaw = 'cut' | 'damaged'

/** @param file how the sentence names it */
export const flawNote = (flaw: Flaw, file: Message): Message =>
  flaw === 'cut' ? messages.cutShort({ file }) : messages.wrongPixels({ file })
