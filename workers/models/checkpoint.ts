// A diffusers checkpoint: its configurations and the headers of its weights, held against each other. No weight is read.
import { PalimpsestError } from '../../src/shared/errors'
import type { CheckpointSummary } from '../../src/shared/protocol'
import { sizeOf } from '../tensor/tensor'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { FileTree } from '../weights/byteSource'
import type { PreferredVariant } from '../weights/openWeights'
import { readJson } from '../weights/readJson'
import { readClipTextConfig, type ClipTextConfig } from './clipTextConfig'
import { checkClipTextKeys } from './clipTextGraph'
import { openNetwork, type OpenedNetwork } from './openNetwork'
import { misfit } from './misfit'
import { openTokenizer } from './openTokenizer'
import { openSecondText, refuseRefiner, type SecondText } from './secondText'
import { readUNetConfig, type UNetConfig } from './unetConfig'
import { checkUNetKeys } from './unetGraph'
import { readVaeConfig, type VaeConfig } from './vaeConfig'
import { checkVaeKeys } from './vaeGraph'

export interface Checkpoint {
  /** The folder as the person knows it. */
  readonly label: string
  readonly kind: CheckpointSummary['kind']
  readonly parameterCount: number
  /** Bytes of the files that hold its weights, which a first edit reads, and from an address downloads, whole. */
  readonly bytes: number
  /** Pixels on a side that it was trained at. */
  readonly workingSize: number
  readonly tokenizer: TokenizerFiles
  /** Parsed `scheduler/scheduler_config.json`. */
  readonly schedulerConfig: unknown
  readonly textEncoder: OpenedNetwork<ClipTextConfig>
  /** Stable Diffusion XL's. */
  readonly secondText?: SecondText
  readonly unet: OpenedNetwork<UNetConfig>
  readonly vae: OpenedNetwork<VaeConfig>
}

/**
 * Opens a checkpoint: reads its configurations and headers, and checks that every key of every network is there, has the
 * shape that its configuration asks for, and belongs to a module.
 * @param prefer which of two precisions is taken where the folder has both; diffusers takes the full one.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault.
 */
export async function openCheckpoint(
  tree: FileTree,
  { prefer = 'full' }: { readonly prefer?: PreferredVariant } = {},
): Promise<Checkpoint> {
  const unet = await openNetwork(tree, {
    folder: 'unet',
    stem: 'diffusion_pytorch_model',
    prefer,
    readConfig: readUNetConfig,
    checkKeys: checkUNetKeys,
  })
  await refuseRefiner(tree, unet.config)
  const vae = await openNetwork(tree, {
    folder: 'vae',
    stem: 'diffusion_pytorch_model',
    prefer,
    readConfig: readVaeConfig,
    checkKeys: checkVaeKeys,
  })
  const textEncoder = await openNetwork(tree, {
    folder: 'text_encoder',
    stem: 'model',
    prefer,
    readConfig: readClipTextConfig,
    checkKeys: checkClipTextKeys,
  })
  const tokenizer = await openTokenizer(tree, textEncoder.config)
  checkLength(tree.label, tokenizer, textEncoder.config)
  const secondText = await openSecondText(tree, {
    unet: unet.config,
    first: { config: textEncoder.config, tokenizer },
    prefer,
  })
  checkFit({
    label: tree.label,
    unet: unet.config,
    vae: vae.config,
    textEncoder: textEncoder.config,
    secondTextEncoder: secondText?.encoder.config,
  })
  const weights = [unet, vae, textEncoder, ...(secondText ? [secondText.encoder] : [])].flatMap(
    ({ weights }) => [...weights.values()],
  )
  const parameters = weights.filter(({ dtype }) => dtype !== 'I64')
  return {
    label: tree.label,
    kind: kindOf(tree.label, unet.config.inChannels),
    parameterCount: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    bytes: [...new Set(weights.map(({ file }) => file))].reduce((sum, { size }) => sum + size, 0),
    workingSize: unet.config.sampleSize * vae.config.scaleFactor,
    tokenizer,
    schedulerConfig: await readJson(tree, 'scheduler/scheduler_config.json'),
    textEncoder,
    ...(secondText && { secondText }),
    unet,
    vae,
  }
}

interface Configs {
  readonly label: string
  readonly unet: UNetConfig
  readonly vae: VaeConfig
  readonly textEncoder: ClipTextConfig
  readonly secondTextEncoder: ClipTextConfig | undefined
}

/** Networks of different checkpoints, put into one folder, show here. */
function checkFit({ label, unet, vae, textEncoder, secondTextEncoder }: Configs): void {
  const given = textEncoder.hiddenSize + (secondTextEncoder?.hiddenSize ?? 0)
  if (unet.crossAttentionDim !== given)
    misfit(
      label,
      secondTextEncoder
        ? `the UNet reads ${unet.crossAttentionDim} numbers a token, the text encoders give ${given}`
        : `the UNet reads ${unet.crossAttentionDim} numbers a token, the text encoder gives ${given}`,
    )
  if (unet.outChannels !== vae.latentChannels)
    misfit(label, `the UNet gives ${unet.outChannels} channels, the autoencoder has ${vae.latentChannels}`)
}

function checkLength(label: string, { config }: TokenizerFiles, { maxPositions }: ClipTextConfig): void {
  const length = config['model_max_length']
  if (typeof length === 'number' && length > maxPositions)
    misfit(label, `the tokenizer gives ${length} tokens, the text encoder reads ${maxPositions}`)
}

/** What the UNet's channels after the 4 noisy ones are for. */
const KINDS = new Map<number, Checkpoint['kind']>([
  [4, 'text-to-image'],
  [5, 'depth'],
  [8, 'instruction'],
  [9, 'inpainting'],
])

function kindOf(label: string, inChannels: number): Checkpoint['kind'] {
  const kind = KINDS.get(inChannels)
  if (kind) return kind
  throw new PalimpsestError(
    'checkpoint',
    `The UNet of "${label}" takes ${inChannels} channels, for which there is no use here.`,
    'Choose a text-to-image (4 channels), depth (5), InstructPix2Pix (8) or inpainting checkpoint (9).',
  )
}
