import { PalimpsestError } from '../shared/errors'
import type { Message } from '../shared/message'
import { messages } from './messages'

/** The error for a picture that does not hold what its own headers say. `problem` completes "The picture is damaged: ...". */
export const damagedPicture = (problem: Message, options?: ErrorOptions): PalimpsestError =>
  new PalimpsestError(messages.damaged({ problem }), options)
