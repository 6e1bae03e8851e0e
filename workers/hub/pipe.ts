// What of transformers.js' pipelines is used here.
import { overWhite } from '../image/overWhite'
import { resize, type ResampleFilter } from '../image/resample'
import type { Pixels } from '../../src/shared/pixels'
import type { TransformersJs } from './library'

export interface OutTensor {
  readonly data: Float32Array | Int32Array | BigInt64Array | Uint8Array
  readonly dims: readonly number[]
}

interface ImageProcessor {
  readonly do_resize?: boolean
  readonly size?: unknown
  readonly resample?: number
  get_resize_output_image_size?(image: { readonly size: readonly number[] }, size: unknown): readonly number[]
}

interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** A length that is not fixed has a name, or a number that is not positive. */
  readonly inputMetadata?: readonly { readonly shape?: readonly (number | string)[] }[]
}

type Images = InstanceType<TransformersJs['RawImage']>

/** Hears of every word that is written, as numbers, what it begins with first. */
export interface Streamer {
  put(ids: readonly (readonly bigint[])[]): void
  end(): void
}

/** What a pipeline that writes gives. */
export type Written = readonly { readonly generated_text: string }[]

export interface Pipe {
  (input: unknown, options?: Readonly<Record<string, unknown>>): Promise<unknown>
  readonly model: ((inputs: unknown) => Promise<Readonly<Record<string, OutTensor>>>) & {
    readonly config: Readonly<Record<string, unknown>>
    readonly sessions: Readonly<Record<string, Session>>
  }
  readonly processor: ((images: Images) => Promise<Record<string, OutTensor>>) & {
    readonly image_processor?: ImageProcessor
  }
}

/** The size of the only pictures that a network takes, where it was exported for one: [..., height, width] of its first input. */
export function fixedSizeOf({ model }: Pipe): { readonly width?: number; readonly height?: number } {
  const [height, width] = model.sessions['model']?.inputMetadata?.[0]?.shape?.slice(-2) ?? []
  const isFixed = (length: number | string | undefined): length is number =>
    typeof length === 'number' && length > 0
  return { ...(isFixed(width) && { width }), ...(isFixed(height) && { height }) }
}

/** Pillow's numbers of filters, which configurations use. */
const filters: Readonly<Record<number, ResampleFilter>> = { 1: 'lanczos', 2: 'bilinear', 3: 'bicubic' }

/**
 * A picture as the model's processor takes it, over white, and at the size that it would bring it to. The library resizes otherwise
 * in a browser than in Node, and in both otherwise than Python's transformers; this is Pillow's way, everywhere.
 */
export function imageFor(pipe: Pipe, picture: Pixels, { RawImage }: TransformersJs): Images {
  const { image_processor: processor } = pipe.processor
  const opaque = overWhite(picture)
  let sized = opaque
  if (processor?.do_resize && processor.get_resize_output_image_size) {
    const [width = 0, height = 0] = processor.get_resize_output_image_size(
      { size: [opaque.width, opaque.height] },
      processor.size,
    )
    sized = resize(opaque, width, height, filters[processor.resample ?? 2] ?? 'bilinear')
  }
  const { width, height, data } = sized
  const rgb = new Uint8ClampedArray(width * height * 3)
  for (let at = 0; at < width * height; at++) rgb.set(data.subarray(at * 4, at * 4 + 3), at * 3)
  return new RawImage(rgb, width, height, 3)
}
