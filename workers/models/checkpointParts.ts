import type { Note } from '../../src/shared/message'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { ClipTextConfig } from './clipTextConfig'
import type { OpenedNetwork } from './openNetwork'
import type { SecondText } from './secondText'
import type { UNetConfig } from './unetConfig'
import type { VaeConfig } from './vaeConfig'

/** What a checkpoint is made of, in whatever layout it lies. */
export interface CheckpointParts {
  /** The folder or file as the person knows it. */
  readonly label: string
  readonly tokenizer: TokenizerFiles
  /** Parsed `scheduler/scheduler_config.json`. */
  readonly schedulerConfig: unknown
  readonly textEncoder: OpenedNetwork<ClipTextConfig>
  /** Stable Diffusion XL's. */
  readonly secondText?: SecondText
  readonly unet: OpenedNetwork<UNetConfig>
  readonly vae: OpenedNetwork<VaeConfig>
  /** A small decoder of the same latents, for previews. */
  readonly preview?: OpenedNetwork<VaeConfig>
  /** What its files name and this program does not use. */
  readonly notes?: readonly Note[]
}
