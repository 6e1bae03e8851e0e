import type { Translation } from '../translation'
import { captions } from './captions'
import { errorParts } from './errorParts'
import { errors } from './errors'
import { guides } from './guides'
import { page } from './page'

export const korean: Translation = { page, errors, errorParts, guides, captions }
