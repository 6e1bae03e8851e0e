// Models of the Hub that are known to be of a kind that opens here, by what they are for. Their layouts are tested with weights of
// their sizes that nobody trained (workers/models/shelf.test.ts); the real ones are downloaded at the person's wish alone.

export type ShelfPurpose =
  'instructions' | 'pictures' | 'depth' | 'control' | 'adapter' | 'few-steps' | 'preview'

export interface ShelfModel {
  readonly purpose: ShelfPurpose
  readonly kind: 'checkpoint' | 'network' | 'add-on'
  /** On the Hub: "owner/name". */
  readonly address: string
  /** What the hint of a network shows. */
  readonly hint?:
    'edges' | 'depth' | 'softEdges' | 'lines' | 'normals' | 'pose' | 'scribble' | 'areas' | 'lineArt'
  /** About as much as is downloaded. */
  readonly bytes: number
  readonly licence: string
}

const controlNet = (name: string, hint: NonNullable<ShelfModel['hint']>): ShelfModel => ({
  purpose: 'control',
  kind: 'network',
  address: `lllyasviel/sd-controlnet-${name}`,
  hint,
  bytes: 1.45e9,
  licence: 'CreativeML OpenRAIL-M',
})

/** Those for Stable Diffusion 1 are published as pickles alone, which are not read. */
const adapter = (name: string, hint: NonNullable<ShelfModel['hint']>): ShelfModel => ({
  purpose: 'adapter',
  kind: 'network',
  address: `TencentARC/t2i-adapter-${name}-sdxl-1.0`,
  hint,
  bytes: 316e6,
  licence: 'Apache 2.0',
})

export const shelf: readonly ShelfModel[] = [
  {
    purpose: 'instructions',
    kind: 'checkpoint',
    address: 'timbrooks/instruct-pix2pix',
    bytes: 4.27e9,
    licence: 'MIT',
  },
  {
    purpose: 'pictures',
    kind: 'checkpoint',
    address: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    bytes: 4.27e9,
    licence: 'CreativeML OpenRAIL-M',
  },
  {
    purpose: 'depth',
    kind: 'checkpoint',
    address: 'stabilityai/stable-diffusion-2-depth',
    bytes: 5.16e9,
    licence: 'CreativeML OpenRAIL++-M',
  },
  {
    purpose: 'few-steps',
    kind: 'add-on',
    address: 'latent-consistency/lcm-lora-sdv1-5',
    bytes: 135e6,
    licence: 'CreativeML OpenRAIL++-M',
  },
  {
    purpose: 'preview',
    kind: 'add-on',
    address: 'madebyollin/taesd',
    bytes: 9.8e6,
    licence: 'MIT',
  },
  controlNet('canny', 'edges'),
  controlNet('depth', 'depth'),
  controlNet('hed', 'softEdges'),
  controlNet('mlsd', 'lines'),
  controlNet('normal', 'normals'),
  controlNet('openpose', 'pose'),
  controlNet('scribble', 'scribble'),
  controlNet('seg', 'areas'),
  adapter('canny', 'edges'),
  adapter('depth-midas', 'depth'),
  adapter('lineart', 'lineArt'),
  adapter('openpose', 'pose'),
]
