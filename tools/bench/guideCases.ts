// Which guides `npm run bench` times, and what each may cost as a multiple of a plain step.
import type { Pixels } from '../../src/shared/pixels'

export interface GuideCase {
  readonly what: string
  readonly aim: string
  readonly guides: readonly {
    readonly id: string
    readonly values?: object
    readonly range?: readonly number[]
  }[]
  /** Working size, where it is not the checkpoint's own. */
  readonly size: { readonly width?: number }
  readonly images?: Readonly<Record<string, Pixels>>
  /** Networks in `public/models` that it uses. */
  readonly networks?: readonly string[]
}

const concepts = (count: number) => ({
  id: 'sega',
  values: { concepts: Array.from({ length: count }, (_, at) => ({ concept: `a hat ${at}`, warmUp: 0 })) },
})
const windows = (width: number, stride: number) => (width - 128) / stride + 1
const panorama = (width: number, stride: number): GuideCase => ({
  what: `panorama, ${windows(width, stride)} windows`,
  aim: String(windows(width, stride)),
  guides: [{ id: 'multidiffusion', values: { window: 128, stride } }],
  size: { width },
})

/** A square's outline on black, as edges are. */
function squareHint(side: number): Pixels {
  const data = new Uint8ClampedArray(side * side * 4)
  const near = (at: number) => at === side / 4 || at === (3 * side) / 4
  for (let at = 0; at < side * side; at++) {
    const white = near(at % side) || near(Math.floor(at / side)) ? 255 : 0
    data.set([white, white, white, 255], at * 4)
  }
  return { width: side, height: side, data }
}

const hinted = (what: string, aim: string, id: string, network: string): GuideCase => ({
  what,
  aim,
  guides: [{ id, values: { network, hint: 'hint', preprocessor: 'none' } }],
  size: {},
  images: { hint: squareHint(128) },
  networks: [network],
})

/** Sizes are Toyland's: windows of 128 pixels. */
export const guideCases: readonly GuideCase[] = [
  { what: 'SEGA, one concept', aim: '1.5', guides: [concepts(1)], size: {} },
  { what: 'SEGA, two concepts', aim: '2', guides: [concepts(2)], size: {} },
  { what: 'SEGA, outside of its range', aim: '1', guides: [{ ...concepts(2), range: [0.88, 1] }], size: {} },
  { what: 'self-attention guidance', aim: '1.6', guides: [{ id: 'self-attention-guidance' }], size: {} },
  {
    what: 'self-attention guidance, outside of its range',
    aim: '1',
    guides: [{ id: 'self-attention-guidance', range: [0.88, 1] }],
    size: {},
  },
  { what: 'prompt weights', aim: '1', guides: [{ id: 'prompt-weighting' }], size: {} },
  {
    what: 'model editing',
    aim: '1',
    guides: [{ id: 'model-editing', values: { edits: [{ from: 'a cat', to: 'a red cat' }] } }],
    size: {},
  },
  hinted('ControlNet', '1.5', 'controlnet', 'toyland/controlnet-canny'),
  {
    ...hinted('ControlNet, outside of its range', '1', 'controlnet', 'toyland/controlnet-canny'),
    guides: [
      {
        id: 'controlnet',
        values: { network: 'toyland/controlnet-canny', hint: 'hint', preprocessor: 'none' },
        range: [0.88, 1],
      },
    ],
  },
  hinted('T2I-Adapter', '1.05', 't2i-adapter', 'toyland/t2i-adapter-sketch'),
  {
    what: 'Attend-and-Excite, a step with one move',
    aim: '2',
    guides: [{ id: 'attend-and-excite', values: { words: ['cat', 'house'], until: 1, goals: [] } }],
    size: {},
  },
  panorama(256, 64),
  panorama(384, 32),
]
