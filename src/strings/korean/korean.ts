import type { Translation } from '../translation'
import { areas } from './areas'
import { captions } from './captions'
import { page } from './page'

export const korean: Omit<Translation, 'guides'> = { page, messages: areas, captions }
