// A checkpoint, in a folder or in one file: its configurations and the headers of its weights, held against each other. No weight is read.
import { PalimpsestError } from '../../src/shared/errors'
import type { CheckpointSummary } from '../../src/shared/protocol/summaries'
import { sizeOf } from '../tensor/tensor'
import type { TokenizerFiles } from '../text/clipTokenizer'
import { askedAhead } from '../weights/askedAhead'
import type { FileTree } from '../weights/byteSource'
import type { PreferredVariant } from '../weights/openWeights'
import { readText } from '../weights/readJson'
import { subTree } from '../weights/subTree'
import type { CheckpointParts } from './checkpointParts'
import { readClipTextConfig, type ClipTextConfig } from './clipTextConfig'
import { checkClipTextKeys } from './clipTextGraph'
import { messages } from './messages'
import { misfit } from './misfit'
import { openSingleFile } from './ldm/openSingleFile'
import { openNetwork } from './openNetwork'
import { openTokenizer } from './openTokenizer'
import { openPreviewDecoder } from './previewDecoder'
import { readPipelineIndex, refuseOtherPipelines } from './pipelineIndex'
import { readSchedulerConfig } from './readSchedulerConfig'
import { checkSecondText, openSecondText, refuseRefiner } from './secondText'
import { readUNetConfig } from './unetConfig'
import { checkUNetKeys } from './unetGraph'
import { readVaeConfig } from './vaeConfig'
import { checkVaeKeys } from './vaeGraph'

export interface Checkpoint extends CheckpointParts {
  readonly kind: CheckpointSummary['kind']
  readonly parameterCount: number
  /** Bytes of the files that hold its weights, which a first edit reads, and from an address downloads. */
  readonly bytes: number
  /** Pixels on a side that it was trained at. */
  readonly workingSize: number
  /** As its repository says. */
  readonly licence?: string
}

interface Opening {
  /** Which of two precisions is taken where a folder has both; diffusers takes the full one. */
  readonly prefer?: PreferredVariant
  /** A file of the tree that holds the whole checkpoint, or the folder in it where the checkpoint lies. */
  readonly path?: string | undefined
  /** Where CLIP's merges.txt lies, for checkpoints in one file. */
  readonly clip?: FileTree | undefined
}

/**
 * Opens a checkpoint: reads its configurations and headers, and checks that every key of every network is there, has the
 * shape that its configuration asks for, and belongs to a module.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault.
 */
export async function openCheckpoint(
  tree: FileTree,
  { prefer = 'full', path = '', clip }: Opening = {},
): Promise<Checkpoint> {
  const isFile = /\.[a-z]\w*$/i.test(path) && (await tree.open(path)) !== undefined
  const parts = isFile
    ? await openFile(tree, path, clip)
    : await openFolder(path === '' ? tree : subTree(tree, path), prefer)
  const { label, unet, vae, textEncoder, tokenizer, secondText } = parts
  checkFit(parts)
  checkSecondText(parts)
  checkLength(label, tokenizer, textEncoder.config)
  const networks = [unet, vae, textEncoder, ...(secondText ? [secondText.encoder] : [])]
  const weights = networks.flatMap(({ weights }) => [...weights.values()])
  const parameters = weights.filter(({ dtype }) => dtype !== 'I64')
  return {
    ...parts,
    kind: kindOf(label, unet.config.inChannels),
    parameterCount: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    bytes: [...new Set(weights.map(({ file }) => file))].reduce((sum, { size }) => sum + size, 0),
    workingSize: unet.config.sampleSize * vae.config.scaleFactor,
  }
}

/** Files of the diffusers layout that nearly every checkpoint has, or is asked whether it has them. */
const USUAL_FILES = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  ...['unet', 'vae', 'preview'].flatMap((folder) => [
    `${folder}/config.json`,
    `${folder}/diffusion_pytorch_model.safetensors`,
  ]),
  'text_encoder/config.json',
  'text_encoder/model.safetensors',
  ...['tokenizer_config', 'special_tokens_map', 'vocab', 'added_tokens'].map(
    (name) => `tokenizer/${name}.json`,
  ),
  'tokenizer/merges.txt',
]

/** A checkpoint in the diffusers layout. */
async function openFolder(folder: FileTree, prefer: PreferredVariant): Promise<CheckpointParts> {
  const tree = askedAhead(folder, USUAL_FILES)
  await refuseOtherPipelines(tree)
  const unet = await openNetwork(tree, {
    folder: 'unet',
    stem: 'diffusion_pytorch_model',
    prefer,
    readConfig: readUNetConfig,
    checkKeys: checkUNetKeys,
  })
  await refuseRefiner(tree, unet.config)
  const index = await readPipelineIndex(tree)
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
  const { zerosForNone } = index
  const secondText = await openSecondText(tree, { unet: unet.config, prefer, zerosForNone })
  const preview = await openPreviewDecoder(tree, { vae: vae.config, prefer })
  const schedulerConfig = await readSchedulerConfig(tree, index)
  return {
    label: tree.label,
    unet,
    vae,
    textEncoder,
    tokenizer,
    schedulerConfig,
    ...(secondText && { secondText }),
    ...(preview && { preview }),
    notes: index.notes,
  }
}

/** A checkpoint in one file; a .yaml of the same name may stand beside it. */
async function openFile(tree: FileTree, path: string, clip: FileTree | undefined): Promise<CheckpointParts> {
  if (!clip) throw new RangeError("CLIP's vocabulary is needed for a checkpoint in one file.")
  const yamlPath = path.replace(/\.[^.]*$/, '.yaml')
  const yaml = (await tree.open(yamlPath)) && (await readText(tree, yamlPath))
  return openSingleFile({ file: (await tree.open(path))!, yaml, clip })
}

/** Networks of different checkpoints, put into one folder, show here. */
function checkFit({ label, unet: { config: unet }, vae: { config: vae }, ...parts }: CheckpointParts): void {
  const { textEncoder, secondText } = parts
  const given = textEncoder.config.hiddenSize + (secondText?.encoder.config.hiddenSize ?? 0)
  if (unet.crossAttentionDim !== given)
    misfit(
      label,
      secondText
        ? messages.textWidthsOfTwo({ read: unet.crossAttentionDim, given })
        : messages.textWidths({ read: unet.crossAttentionDim, given }),
    )
  if (unet.outChannels !== vae.latentChannels)
    misfit(label, messages.latentChannels({ given: unet.outChannels, channels: vae.latentChannels }))
}

function checkLength(label: string, { config }: TokenizerFiles, { maxPositions }: ClipTextConfig): void {
  const length = config['model_max_length']
  if (typeof length === 'number' && length > maxPositions)
    misfit(label, messages.tokenCounts({ given: length, read: maxPositions }))
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
  throw new PalimpsestError(messages.unusedChannels({ label, channels: inChannels }))
}
