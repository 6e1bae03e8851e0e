// Every guide, in the order in which they are applied in one generation: starts first, then the base guidance, then what
// adds to it. A new guide is a folder and a line here.
import type { GuideMeta } from '../../src/shared/guideFields'
import { classifierFree } from './classifier-free/classifierFree'
import type { GuideDefinition } from './defineGuide'
import { imageToImage } from './image-to-image/imageToImage'
import { inpaint } from './inpaint/inpaint'
import { instructPix2Pix } from './instruct-pix2pix/instructPix2Pix'

export const guideDefinitions: readonly GuideDefinition[] = [
  imageToImage,
  inpaint,
  classifierFree,
  instructPix2Pix,
]

export const guideMetas: ReadonlyMap<string, GuideMeta> = new Map(
  guideDefinitions.map(({ meta }) => [meta.id, meta]),
)
