// What an edit needs of a checkpoint's networks, whatever device they run on.
import type { Note } from '../../src/shared/message'
import type { ControlNet, T2IAdapter } from '../diffusion/controlNetworks'
import type { PictureTask } from '../diffusion/environment'
import type { Pixels } from '../../src/shared/pixels'
import type { Denoiser } from '../diffusion/denoiser'
import type { TextEmbedding } from '../diffusion/textEmbedding'
import type { CheckpointTraits } from '../diffusion/traits'
import type { ClipTokenizer } from '../text/clipTokenizer'
import type { KeptResults } from './keptResults'
import type { Tensor } from '../tensor/tensor'

export interface EncodeTextOptions {
  readonly clipSkip: number
  /** 1 for each token that others may see, 0 for one that they may not; absent: all are seen. */
  readonly attended?: Float32Array
}

/**
 * What is decoded: what an edit has made; a preview, for which a smaller decoder may be there; or the picture without an edit,
 * which edits of one picture have in common.
 */
export type Decoded = 'result' | 'preview' | 'unedited'

export interface Networks {
  readonly traits: CheckpointTraits
  readonly tokenizer: ClipTokenizer
  /** No negative prompt is zeros, not the embedding of an empty text. */
  readonly zerosForNone?: boolean
  /** Parsed `scheduler_config.json`. */
  readonly schedulerConfig: unknown
  /** Pixels per latent pixel: 8 for Stable Diffusion. */
  readonly scaleFactor: number
  /** Token ids, as the tokenizer frames them, to an embedding. */
  encodeText(ids: Int32Array, options: EncodeTextOptions): Promise<TextEmbedding>
  /** Mean and log-variance of a picture's latents, [1, 2C, h, w]; the tiny autoencoder's latents have no variance. */
  encodeImage(image: Tensor): Promise<{ readonly mean: Tensor; readonly logVariance?: Tensor }>
  /** Latents times the scaling factor to a picture [1, 3, H, W] in about [-1, 1]. */
  decode(latents: Tensor, as?: Decoded): Promise<Tensor>
  /** Seconds that decoding a preview of latents of this shape will likely take here; undefined where nothing has run yet. */
  previewSeconds(shape: readonly number[]): number | undefined
  /** Latents are multiplied by this after encoding. */
  readonly scalingFactor: number
  unet(): Denoiser
  /** The UNet with the add-ons that act in a mask, by the mask's name; `unet` is without them. */
  readonly maskedUnets?: ReadonlyMap<string, Denoiser>
  /** Networks beside the checkpoint by id, held against it. */
  controlNet(id: string): Promise<ControlNet>
  adapter(id: string): Promise<T2IAdapter>
  /** What a model of the Hub sees in a picture, as a picture of its size. */
  readPicture(task: PictureTask, id: string, picture: Pixels): Promise<Pixels>
  /** A picture as much larger as the network with that id makes it, part by part. */
  enlarge(id: string, picture: Pixels, onPart?: (done: number, count: number) => void): Promise<Pixels>
  /** Results that outlive a run; absent: none do. */
  readonly kept?: KeptResults
  /** What the person should know of what is laid over the checkpoint. */
  readonly notes?: readonly Note[]
  /** Seconds spent inside network runs so far. */
  readonly networkSeconds: number
}
