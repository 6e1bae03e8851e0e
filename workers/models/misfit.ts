import { PalimpsestError } from '../../src/shared/errors'

/** Refuses a checkpoint whose networks are of different ones. @param what the two numbers that disagree */
export function misfit(label: string, what: string): never {
  throw new PalimpsestError(
    'checkpoint',
    `The parts of "${label}" do not fit together: ${what}.`,
    'Take unet, vae, text_encoder and tokenizer from the same checkpoint.',
  )
}
