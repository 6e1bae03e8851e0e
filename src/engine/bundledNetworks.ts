import type { NetworkKind } from '../shared/guideFields'
import type { HintKind } from '../shared/hintKind'

/** A network beside `toyland/base` that comes with the program and is fetched when it is first used. */
export interface BundledNetwork {
  /** Its folder below `models/`. */
  readonly id: string
  readonly kind: NetworkKind | 'checkpoint'
  /** What it is drawn from; none for those that make hints themselves. */
  readonly hint?: HintKind
  /** Of all its weights, for who has to wait for them. */
  readonly bytes: number
  /** It is kept for offline with the page and the checkpoints (offline.config.ts), since they use it unasked. */
  readonly keptWithPage?: true
}

/** They are trained by `tools/toyland`; a test holds this list against the folders. */
export const bundledNetworks: readonly BundledNetwork[] = [
  {
    id: 'toyland/controlnet-canny',
    kind: 'controlnet',
    hint: 'canny',
    bytes: 8_270_376,
  },
  {
    id: 'toyland/controlnet-scribble',
    kind: 'controlnet',
    hint: 'scribble',
    bytes: 8_270_376,
  },
  { id: 'toyland/controlnet-depth', kind: 'controlnet', hint: 'depth', bytes: 8_270_376 },
  {
    id: 'toyland/controlnet-segmentation',
    kind: 'controlnet',
    hint: 'segmentation',
    bytes: 8_270_376,
  },
  { id: 'toyland/depth', kind: 'checkpoint', hint: 'depth', bytes: 20_997_406 },
  {
    id: 'toyland/t2i-adapter-sketch',
    kind: 't2i-adapter',
    hint: 'scribble',
    bytes: 2_439_968,
  },
  { id: 'toyland/t2i-adapter-depth', kind: 't2i-adapter', hint: 'depth', bytes: 2_587_432 },
  { id: 'toyland/t2i-adapter-colour', kind: 't2i-adapter', hint: 'colour', bytes: 947_800 },
  { id: 'toyland/depth-estimator', kind: 'depth-estimation', bytes: 1_291_753 },
  {
    id: 'toyland/segmenter',
    kind: 'image-segmentation',
    bytes: 1_292_063,
  },
  { id: 'toyland/captioner', kind: 'image-to-text', bytes: 3300157 },
  {
    id: 'toyland/upscaler',
    kind: 'image-to-image',
    bytes: 989_523,
    keptWithPage: true,
  },
]

/** What they share with `toyland/base`: channels of each level, and what ControlNets read of a text. */
export const bundledTraits = (kind: 'controlnet' | 't2i-adapter') => ({
  kind,
  levels: [64, 128, 192],
  ...(kind === 'controlnet' && { textWidth: 128 }),
})
