import { latePart } from '../shared/latePart'

/** Is read behind the first sight of the page. */
export const openPicture = latePart(() => import('./openPicture'))
