// The one list of guides, in the order in which they are applied in one generation. Page and engine both read it: the page
// what a guide is called and asks for, the engine its code, once a recipe uses it. A new guide is a folder and its entry here.
import type { ComfyPart } from '../../src/shared/comfyPart'
import type { DiffusersPart } from '../../src/shared/diffusersPart'
import type { GuideMeta, GuideMetas } from '../../src/shared/guideMeta'
import type { GuideTexts } from '../../src/shared/guideTexts'
import { meta as attendAndExcite } from './attend-and-excite/meta'
import { meta as classifierFree } from './classifier-free/meta'
import { meta as controlNet } from './controlnet/meta'
import type { GuideDefinition } from './defineGuide'
import { meta as ddimInversion } from './ddim-inversion/meta'
import { meta as depth2Image } from './depth2image/meta'
import { meta as diffedit } from './diffedit/meta'
import { meta as dynamicThresholding } from './dynamic-thresholding/meta'
import { meta as imageToImage } from './image-to-image/meta'
import { meta as inpaint } from './inpaint/meta'
import { meta as instructPix2Pix } from './instruct-pix2pix/meta'
import { meta as modelEditing } from './model-editing/meta'
import { meta as multidiffusion } from './multidiffusion/meta'
import { meta as pix2PixZero } from './pix2pix-zero/meta'
import { meta as promptWeighting } from './prompt-weighting/meta'
import { meta as regions } from './regions/meta'
import { meta as sega } from './sega/meta'
import { meta as selfAttentionGuidance } from './self-attention-guidance/meta'
import { meta as sizeConditioning } from './size-conditioning/meta'
import { meta as stepCaching } from './step-caching/meta'
import { meta as t2iAdapter } from './t2i-adapter/meta'

/** A guide and where its parts lie. */
export interface ListedGuide {
  readonly meta: GuideMeta
  readonly load: () => Promise<GuideDefinition>
  /** Its texts in Korean. */
  readonly korean: () => Promise<GuideTexts>
  /** A drawing for the gallery of guides: SVG, 96 by 72. */
  readonly picture?: () => Promise<string>
  /** The same in diffusers, where it has it. */
  readonly diffusers?: () => Promise<DiffusersPart>
  /** And in ComfyUI. */
  readonly comfyui?: () => Promise<ComfyPart>
}

export const guides: readonly ListedGuide[] = [
  {
    meta: promptWeighting,
    load: async () => (await import('./prompt-weighting/promptWeighting')).promptWeighting,
    korean: async () => (await import('./prompt-weighting/korean')).korean,
    diffusers: async () => (await import('./prompt-weighting/diffusers')).diffusers,
    comfyui: async () => (await import('./prompt-weighting/comfyui')).comfyui,
    picture: async () => (await import('./prompt-weighting/picture')).picture,
  },
  {
    meta: sizeConditioning,
    load: async () => (await import('./size-conditioning/sizeConditioning')).sizeConditioning,
    korean: async () => (await import('./size-conditioning/korean')).korean,
    diffusers: async () => (await import('./size-conditioning/diffusers')).diffusers,
    picture: async () => (await import('./size-conditioning/picture')).picture,
  },
  {
    meta: modelEditing,
    load: async () => (await import('./model-editing/modelEditing')).modelEditing,
    korean: async () => (await import('./model-editing/korean')).korean,
    diffusers: async () => (await import('./model-editing/diffusers')).diffusers,
    picture: async () => (await import('./model-editing/picture')).picture,
  },
  {
    meta: imageToImage,
    load: async () => (await import('./image-to-image/imageToImage')).imageToImage,
    korean: async () => (await import('./image-to-image/korean')).korean,
    diffusers: async () => (await import('./image-to-image/diffusers')).diffusers,
    comfyui: async () => (await import('./image-to-image/comfyui')).comfyui,
  },
  {
    meta: diffedit,
    load: async () => (await import('./diffedit/diffedit')).diffedit,
    korean: async () => (await import('./diffedit/korean')).korean,
    diffusers: async () => (await import('./diffedit/diffusers')).diffusers,
    picture: async () => (await import('./diffedit/picture')).picture,
  },
  {
    meta: ddimInversion,
    load: async () => (await import('./ddim-inversion/ddimInversion')).ddimInversion,
    korean: async () => (await import('./ddim-inversion/korean')).korean,
    picture: async () => (await import('./ddim-inversion/picture')).picture,
  },
  {
    meta: inpaint,
    load: async () => (await import('./inpaint/inpaint')).inpaint,
    korean: async () => (await import('./inpaint/korean')).korean,
    diffusers: async () => (await import('./inpaint/diffusers')).diffusers,
    comfyui: async () => (await import('./inpaint/comfyui')).comfyui,
  },
  {
    meta: classifierFree,
    load: async () => (await import('./classifier-free/classifierFree')).classifierFree,
    korean: async () => (await import('./classifier-free/korean')).korean,
    diffusers: async () => (await import('./classifier-free/diffusers')).diffusers,
    comfyui: async () => (await import('./classifier-free/comfyui')).comfyui,
  },
  {
    meta: instructPix2Pix,
    load: async () => (await import('./instruct-pix2pix/instructPix2Pix')).instructPix2Pix,
    korean: async () => (await import('./instruct-pix2pix/korean')).korean,
    diffusers: async () => (await import('./instruct-pix2pix/diffusers')).diffusers,
    comfyui: async () => (await import('./instruct-pix2pix/comfyui')).comfyui,
  },
  {
    meta: sega,
    load: async () => (await import('./sega/sega')).sega,
    korean: async () => (await import('./sega/korean')).korean,
    diffusers: async () => (await import('./sega/diffusers')).diffusers,
    picture: async () => (await import('./sega/picture')).picture,
  },
  {
    meta: selfAttentionGuidance,
    load: async () => (await import('./self-attention-guidance/selfAttentionGuidance')).selfAttentionGuidance,
    korean: async () => (await import('./self-attention-guidance/korean')).korean,
    diffusers: async () => (await import('./self-attention-guidance/diffusers')).diffusers,
    comfyui: async () => (await import('./self-attention-guidance/comfyui')).comfyui,
    picture: async () => (await import('./self-attention-guidance/picture')).picture,
  },
  {
    meta: depth2Image,
    load: async () => (await import('./depth2image/depth2Image')).depth2Image,
    korean: async () => (await import('./depth2image/korean')).korean,
    diffusers: async () => (await import('./depth2image/diffusers')).diffusers,
    picture: async () => (await import('./depth2image/picture')).picture,
  },
  {
    meta: controlNet,
    load: async () => (await import('./controlnet/controlNet')).controlNet,
    korean: async () => (await import('./controlnet/korean')).korean,
    diffusers: async () => (await import('./controlnet/diffusers')).diffusers,
    comfyui: async () => (await import('./controlnet/comfyui')).comfyui,
    picture: async () => (await import('./controlnet/picture')).picture,
  },
  {
    meta: t2iAdapter,
    load: async () => (await import('./t2i-adapter/t2iAdapter')).t2iAdapter,
    korean: async () => (await import('./t2i-adapter/korean')).korean,
    diffusers: async () => (await import('./t2i-adapter/diffusers')).diffusers,
    comfyui: async () => (await import('./t2i-adapter/comfyui')).comfyui,
    picture: async () => (await import('./t2i-adapter/picture')).picture,
  },
  {
    meta: multidiffusion,
    load: async () => (await import('./multidiffusion/multidiffusion')).multidiffusion,
    korean: async () => (await import('./multidiffusion/korean')).korean,
    diffusers: async () => (await import('./multidiffusion/diffusers')).diffusers,
    picture: async () => (await import('./multidiffusion/picture')).picture,
  },
  {
    meta: regions,
    load: async () => (await import('./regions/regions')).regions,
    korean: async () => (await import('./regions/korean')).korean,
    picture: async () => (await import('./regions/picture')).picture,
  },
  {
    meta: attendAndExcite,
    load: async () => (await import('./attend-and-excite/attendAndExcite')).attendAndExcite,
    korean: async () => (await import('./attend-and-excite/korean')).korean,
    diffusers: async () => (await import('./attend-and-excite/diffusers')).diffusers,
    picture: async () => (await import('./attend-and-excite/picture')).picture,
  },
  {
    meta: pix2PixZero,
    load: async () => (await import('./pix2pix-zero/pix2PixZero')).pix2PixZero,
    korean: async () => (await import('./pix2pix-zero/korean')).korean,
    diffusers: async () => (await import('./pix2pix-zero/diffusers')).diffusers,
    picture: async () => (await import('./pix2pix-zero/picture')).picture,
  },
  {
    meta: dynamicThresholding,
    load: async () => (await import('./dynamic-thresholding/dynamicThresholding')).dynamicThresholding,
    korean: async () => (await import('./dynamic-thresholding/korean')).korean,
    picture: async () => (await import('./dynamic-thresholding/picture')).picture,
  },
  {
    meta: stepCaching,
    load: async () => (await import('./step-caching/stepCaching')).stepCaching,
    korean: async () => (await import('./step-caching/korean')).korean,
    picture: async () => (await import('./step-caching/picture')).picture,
  },
]

/** What is known of every guide without its code, by id, in order of application. */
export const guideMetas: GuideMetas = new Map(guides.map(({ meta }) => [meta.id, meta]))
