// The second text encoder of Stable Diffusion XL, with its tokenizer: its embeddings stand beside the first one's, and it gives one
// of the whole text (Podell et al. 2023, arXiv:2307.01952, section 2.1).
import { PalimpsestError } from '../../src/shared/errors'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { FileTree } from '../weights/byteSource'
import type { PreferredVariant } from '../weights/openWeights'
import { readJson } from '../weights/readJson'
import { readProjectingClipTextConfig, type ClipTextConfig } from './clipTextConfig'
import { checkClipTextKeys } from './clipTextGraph'
import { misfit } from './misfit'
import { openNetwork, type OpenedNetwork } from './openNetwork'
import { openTokenizer } from './openTokenizer'
import type { UNetConfig } from './unetConfig'
import { TIME_IDS } from './unetEncoderConfig'

export interface SecondText {
  readonly encoder: OpenedNetwork<ClipTextConfig>
  /** Of the first one's words; the padding is its own. */
  readonly tokenizer: TokenizerFiles
  /** No negative prompt is zeros (`force_zeros_for_empty_prompt`). */
  readonly zerosForNone: boolean
}

/** @throws PalimpsestError('checkpoint') for Stable Diffusion XL's refiner, which has the second text encoder alone. */
export async function refuseRefiner(tree: FileTree, { textTime }: UNetConfig): Promise<void> {
  if (!textTime || (await tree.open('text_encoder/config.json'))) return
  if (!(await tree.open('text_encoder_2/config.json'))) return
  throw new PalimpsestError(
    'checkpoint',
    `"${tree.label}" is the refiner of Stable Diffusion XL, which only finishes pictures of the base.`,
    'Choose the base: "stable-diffusion-xl-base-1.0", or a checkpoint made of it.',
  )
}

interface First {
  readonly config: ClipTextConfig
  readonly tokenizer: TokenizerFiles
}

/**
 * Opens what a UNet with `addition_embed_type: text_time` reads besides; undefined for every other UNet.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option, keys or numbers at fault.
 */
export async function openSecondText(
  tree: FileTree,
  {
    unet,
    first,
    prefer,
  }: { readonly unet: UNetConfig; readonly first: First; readonly prefer: PreferredVariant },
): Promise<SecondText | undefined> {
  const { textTime } = unet
  if (!textTime) return undefined
  const encoder = await openNetwork(tree, {
    folder: 'text_encoder_2',
    stem: 'model',
    prefer,
    readConfig: readProjectingClipTextConfig,
    checkKeys: checkClipTextKeys,
  })
  const { projectionDim = 0, vocabSize } = encoder.config
  const wanted = textTime.inputDim - TIME_IDS * textTime.timeDim
  if (wanted !== projectionDim)
    misfit(
      tree.label,
      `the UNet reads ${wanted} numbers a text, the second text encoder gives ${projectionDim}`,
    )
  const tokenizer = await openTokenizer(tree, { vocabSize, folder: 'tokenizer_2' })
  if (!haveSameWords(first.tokenizer, tokenizer))
    misfit(tree.label, 'the two tokenizers read texts differently')
  return { encoder, tokenizer, zerosForNone: await forcesZeros(tree) }
}

/** Of one text they must make the same ids: guides and learned words count on it. */
function haveSameWords(a: TokenizerFiles, b: TokenizerFiles): boolean {
  const entries = Object.entries(a.vocab)
  return (
    entries.length === Object.keys(b.vocab).length &&
    entries.every(([token, id]) => b.vocab[token] === id) &&
    withoutEnds(a.merges) === withoutEnds(b.merges) &&
    a.config['model_max_length'] === b.config['model_max_length']
  )
}

const withoutEnds = (merges: string): string =>
  merges
    .replaceAll('\r', '')
    .replace(/^#version.*\n/, '')
    .trim()

/** diffusers' pipelines take it for true where the file is silent. */
async function forcesZeros(tree: FileTree): Promise<boolean> {
  const path = 'model_index.json'
  const json = (await tree.open(path)) ? await readJson(tree, path) : undefined
  const isObject = typeof json === 'object' && json !== null
  return !isObject || (json as Readonly<Record<string, unknown>>)['force_zeros_for_empty_prompt'] !== false
}
