// A diffusers checkpoint: its configurations and the headers of its weights. No weight is read.
import { PalimpsestError } from '../../src/shared/errors'
import type { CheckpointSummary } from '../../src/shared/protocol'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { FileTree } from '../weights/byteSource'
import { openWeights, type PreferredVariant } from '../weights/openWeights'
import { readJson, readText } from '../weights/readJson'
import type { TensorIndex } from '../weights/safetensors'
import { readClipTextConfig, type ClipTextConfig } from './clipTextConfig'
import { ConfigReader } from './configReader'
import { readUNetConfig, type UNetConfig } from './unetConfig'
import { readVaeConfig, type VaeConfig } from './vaeConfig'

/** One network of a checkpoint: what it is, and where its weights lie. */
interface CheckpointPart<Config> {
  readonly config: Config
  readonly weights: TensorIndex
}

export interface Checkpoint {
  /** The folder as the person knows it. */
  readonly label: string
  readonly kind: CheckpointSummary['kind']
  readonly parameterCount: number
  /** Bytes that a first edit reads. */
  readonly bytes: number
  /** Pixels on a side that it was trained at. */
  readonly workingSize: number
  readonly tokenizer: TokenizerFiles
  /** Parsed `scheduler/scheduler_config.json`. */
  readonly schedulerConfig: unknown
  readonly textEncoder: CheckpointPart<ClipTextConfig>
  readonly unet: CheckpointPart<UNetConfig>
  readonly vae: CheckpointPart<VaeConfig>
}

/** What the UNet's channels after the 4 noisy ones are for. */
const KINDS = new Map<number, Checkpoint['kind']>([
  [4, 'text-to-image'],
  [5, 'depth'],
  [8, 'instruct-pix2pix'],
  [9, 'inpaint'],
])

/**
 * Opens a checkpoint: reads its configurations and headers, no weights.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or key at fault.
 */
export async function openCheckpoint(
  tree: FileTree,
  { prefer = 'full' }: { readonly prefer?: PreferredVariant } = {},
): Promise<Checkpoint> {
  const part = async <Config>(
    folder: string,
    stem: string,
    readConfig: (reader: ConfigReader) => Config,
  ): Promise<CheckpointPart<Config>> => {
    const path = `${folder}/config.json`
    const config = readConfig(new ConfigReader(`"${path}" of "${tree.label}"`, await readJson(tree, path)))
    return { config, weights: await openWeights(tree, folder, stem, { prefer }) }
  }
  const unet = await part('unet', 'diffusion_pytorch_model', readUNetConfig)
  const vae = await part('vae', 'diffusion_pytorch_model', readVaeConfig)
  const textEncoder = await part('text_encoder', 'model', readClipTextConfig)
  const kind = KINDS.get(unet.config.inChannels)
  if (!kind)
    throw new PalimpsestError(
      'checkpoint',
      `The UNet of "${tree.label}" takes ${unet.config.inChannels} channels, for which there is no use here.`,
      'Choose a text-to-image (4 channels), depth (5), InstructPix2Pix (8) or inpainting checkpoint (9).',
    )
  const entries = [unet, vae, textEncoder].flatMap(({ weights }) => [...weights.values()])
  return {
    label: tree.label,
    kind,
    parameterCount: entries.reduce(
      (sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1),
      0,
    ),
    bytes: entries.reduce((sum, { byteLength }) => sum + byteLength, 0),
    workingSize: unet.config.sampleSize * vae.config.scaleFactor,
    tokenizer: await openTokenizer(tree),
    schedulerConfig: await readJson(tree, 'scheduler/scheduler_config.json'),
    textEncoder,
    unet,
    vae,
  }
}

async function openTokenizer(tree: FileTree): Promise<TokenizerFiles> {
  return {
    vocab: (await readJson(tree, 'tokenizer/vocab.json')) as TokenizerFiles['vocab'],
    merges: await readText(tree, 'tokenizer/merges.txt'),
    config: (await readJson(tree, 'tokenizer/tokenizer_config.json')) as TokenizerFiles['config'],
  }
}
