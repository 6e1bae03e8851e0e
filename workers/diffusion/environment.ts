// What a guide is made with: the run that it will be part of, before its first step. The random draws of the main stream happen
// in the order of the calls, each once (ADR 0003); guides are made in the order of the list.
import type { Note } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import type { PromptSyntax } from '../../src/shared/prompt/promptSyntax'
import type { Recipe } from '../../src/shared/recipe'
import type { Tensor } from '../tensor/tensor'
import type { ControlNet, T2IAdapter } from './controlNetworks'
import type { TokenizedText } from '../text/clipTokenizer'
import type { TextEmbedding } from './textEmbedding'
import type { CheckpointTraits } from './traits'

export interface GuideEnvironment {
  /** This use's key: its branches' ids begin with it. */
  readonly key: string
  readonly traits: CheckpointTraits
  readonly recipe: Recipe
  /** [1, C, h, w] of the run's latents. */
  readonly latentShape: readonly number[]
  readonly text: TextTools
  readonly schedule: ScheduleTools
  /** The input picture at working size, [1, 3, H, W] in [-1, 1]; absent where the recipe names none. */
  readonly image?: Tensor
  /** White (1) where the edit may act, black (0) elsewhere, [1, 1, H, W], binary; absent where the recipe names none. */
  readonly mask?: Tensor
  /**
   * A picture that the recipe names, at working size, [1, 3, H, W] in [0, 1]. One of the input picture's size is cropped
   * where that is.
   * @param read turns it into a hint of the same size, at working size and before bars are put around it
   * @throws PalimpsestError('image') when it was not given.
   */
  picture(name: string, fit: PictureFit, read: (picture: Pixels) => Pixels | Promise<Pixels>): Promise<Tensor>
  /**
   * What a model of the Hub sees in a picture, as a picture of its size: how near things are, in grey, or what they are, in flat colours.
   * @throws PalimpsestError('checkpoint') where none is known under the id, or it is for another task; 'device' where it does not fit
   */
  readPicture(task: PictureTask, id: string, picture: Pixels): Promise<Pixels>
  /** A picture that the recipe names as a mask at working size, [1, 1, H, W] in [0, 1]. */
  pictureMask(name: string): Tensor
  /**
   * A ControlNet by its id.
   * @throws PalimpsestError('checkpoint') where none is known under it, or it does not go with the checkpoint, in numbers.
   */
  controlNet(id: string): Promise<ControlNet>
  /** A T2I-Adapter by its id; throws as `controlNet` does. */
  adapter(id: string): Promise<T2IAdapter>
  /** The VAE's posterior mean of a picture in [-1, 1], unscaled (InstructPix2Pix). */
  encodeMode(image: Tensor): Promise<Tensor>
  /** A sample of the VAE's posterior times the scaling factor; draws from the main stream. */
  encodeSample(image: Tensor): Promise<Tensor>
  /** The VAE's posterior mean of a picture in [-1, 1] times the scaling factor, which draws nothing. */
  encodeMean(image: Tensor): Promise<Tensor>
  /** `encodeSample` of the input picture, drawn once however many guides ask. */
  imageLatents(): Promise<Tensor>
  /** `encodeMean` of the input picture. */
  imageLatentsMean(): Promise<Tensor>
  /** The initial standard normal noise of the run, drawn once however many guides ask. */
  noise(): Tensor
  /** The initial noise that a run of another seed would draw. */
  noiseOf(seed: number): Tensor
  /** Standard normal numbers from the main stream, in diffusers' order of draws. */
  mainNoise(shape: readonly number[]): Tensor
  /** A whole number from 0 to below `below` from the main stream, in diffusers' order of draws. */
  mainInteger(below: number): number
  /** Standard normal numbers from a stream of the guide's own, which shifts nobody else's. */
  random(stream: string, shape: readonly number[]): Tensor
  /** Shows a picture as a layer of the page, [1, 3 or 1, H, W] in [0, 1]: a hint, a mask that was found, an attention map. */
  show(name: string, picture: Tensor, options?: ShowOptions): void
  /**
   * What `make` gives, or what it gave in the last run in which all of `on`, the checkpoint, the steps and the other guides were the
   * same.
   */
  kept<T>(purpose: string, on: readonly (Tensor | number | string)[], make: () => Promise<T>): Promise<T>
  /** A sentence that the person should know. */
  note(note: Note): void
}

export interface ShowOptions {
  /** It is another at each step, an attention map say: where it lies is seen on the canvas while the run goes on. */
  readonly changes?: true
}

/** What models make pictures of for guides. */
export type PictureTask = 'depth-estimation' | 'image-segmentation'

/** How a picture of another shape comes to the working size: pulled, its middle, or whole with bars. */
export type PictureFit = 'stretch' | 'crop' | 'fit'

/** The checkpoint's tokenizer and text encoder, below every guide's change of them. */
export interface TextTools {
  /** Of each text encoder's embeddings, which stand beside each other in a token's: 768 and 1280 for Stable Diffusion XL. */
  readonly widths: readonly number[]
  /** Positions of the text encoder, begin and end among them: 77. */
  readonly maxLength: number
  /** In which the run's prompts are read. */
  readonly syntax: PromptSyntax
  tokenize(text: string): TokenizedText
  /** Ids of words' tokens, at most `maxLength - 2`, between begin and end, padded to `maxLength`. */
  frame(words: readonly number[]): Int32Array
  /**
   * Token ids, as `frame` pads them, to an embedding. Where there are several text encoders, each is given them with its own padding.
   * @param attended 1 for each token that others may see, 0 for one that they may not
   */
  encodeIds(ids: Int32Array, attended?: Float32Array): Promise<TextEmbedding>
}

/** The scheduler's tables; its steps belong to the loop. */
export interface ScheduleTools {
  readonly id: string
  /** UNet calls of a whole run, and the number of steps that the recipe asks for. */
  readonly entries: number
  readonly steps: number
  /** UNet calls of one step (2 with Heun's sampler). */
  readonly runsPerStep: number
  readonly initNoiseSigma: number
  /** alpha-bar of an entry. */
  alphaBar(entry: number): number
  /** The forward process: clean latents and noise to entry `index`. */
  addNoise(original: Tensor, noise: Tensor, index: number): Tensor
}
