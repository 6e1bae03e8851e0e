// What the page knows of each guide. A new guide is one line here, as in the engine's registry.
import type { GuideMeta } from '../shared/guideFields'
import { meta as classifierFree } from '../../workers/guidance/classifier-free/meta'
import { meta as imageToImage } from '../../workers/guidance/image-to-image/meta'
import { meta as inpaint } from '../../workers/guidance/inpaint/meta'
import { meta as instructPix2Pix } from '../../workers/guidance/instruct-pix2pix/meta'

export const guideMetas: ReadonlyMap<string, GuideMeta> = new Map(
  [imageToImage, inpaint, classifierFree, instructPix2Pix].map((meta: GuideMeta) => [meta.id, meta]),
)
