import { PalimpsestError } from '../../src/shared/errors'
import type { Message } from '../../src/shared/message'
import { messages } from './messages'

/** Refuses a checkpoint whose networks are of different ones. @param what the two numbers that disagree */
export function misfit(label: string, what: Message): never {
  throw new PalimpsestError(messages.partsMisfit({ label, what }))
}
