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
  panorama(256, 64),
  panorama(384, 32),
]
