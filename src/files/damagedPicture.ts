import { PalimpsestError } from '../shared/errors'

/** The error for a picture that does not hold what its own headers say. `problem` completes "The picture is damaged: ...". */
export const damagedPicture = (problem: string, options?: ErrorOptions): PalimpsestError =>
  new PalimpsestError(
    'image',
    `The picture is damaged: ${problem}.`,
    'Get the file again, or save it anew in another program.',
    options,
  )
