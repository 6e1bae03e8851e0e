import type { Translation } from '../translation'
import { addOnErrorParts, addOnErrors } from './addOnErrors'
import { areas } from './areas'
import { captions } from './captions'
import { checkpointErrorParts, checkpointErrors } from './checkpointErrors'
import { errorParts } from './errorParts'
import { errors } from './errors'
import { guideErrors } from './guideErrors'
import { page } from './page'
import { promptErrors } from './promptErrors'
import { trainingErrors } from './trainingErrors'
import { wordErrors } from './wordErrors'

export const korean: Omit<Translation, 'guides'> = {
  page,
  messages: areas,
  errors: {
    ...errors,
    ...promptErrors,
    ...guideErrors,
    ...addOnErrors,
    ...trainingErrors,
    ...wordErrors,
    ...checkpointErrors,
  },
  errorParts: { ...errorParts, ...addOnErrorParts, ...checkpointErrorParts },
  captions,
}
