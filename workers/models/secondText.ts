// The second text encoder of Stable Diffusion XL, with its tokenizer: its embeddings stand beside the first one's, and it gives one
// of the whole text (Podell et al. 2023, arXiv:2307.01952, section 2.1).
import { PalimpsestError } from '../../src/shared/errors'
import type { TokenizerFiles } from '../text/clipTokenizer'
import type { FileTree } from '../weights/byteSource'
import type { PreferredVariant } from '../weights/openWeights'
import type { CheckpointParts } from './checkpointParts'
import { readProjectingClipTextConfig, type ClipTextConfig } from './clipTextConfig'
import { checkClipTextKeys } from './clipTextGraph'
import { messages } from './messages'
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
  throw refinerRefused(tree.label)
}

export const refinerRefused = (label: string): PalimpsestError =>
  new PalimpsestError(messages.refiner({ label }))

/**
 * Opens what a UNet with `addition_embed_type: text_time` reads besides; undefined for every other UNet.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault.
 */
export async function openSecondText(
  tree: FileTree,
  {
    unet,
    prefer,
    zerosForNone,
  }: { readonly unet: UNetConfig; readonly prefer: PreferredVariant; readonly zerosForNone: boolean },
): Promise<SecondText | undefined> {
  if (!unet.textTime) return undefined
  const encoder = await openNetwork(tree, {
    folder: 'text_encoder_2',
    stem: 'model',
    prefer,
    readConfig: readProjectingClipTextConfig,
    checkKeys: checkClipTextKeys,
  })
  const { vocabSize } = encoder.config
  const tokenizer = await openTokenizer(tree, { vocabSize, folder: 'tokenizer_2' })
  return { encoder, tokenizer, zerosForNone }
}

/**
 * Holds the second text encoder against the UNet and the first tokenizer.
 * @throws PalimpsestError('checkpoint') with the two numbers that disagree.
 */
export function checkSecondText({ label, unet, tokenizer, secondText }: CheckpointParts): void {
  const { textTime } = unet.config
  if (!textTime || !secondText) return
  const { projectionDim = 0 } = secondText.encoder.config
  const wanted = textTime.inputDim - TIME_IDS * textTime.timeDim
  if (wanted !== projectionDim)
    misfit(label, messages.wholeTextWidths({ read: wanted, given: projectionDim }))
  if (!haveSameWords(tokenizer, secondText.tokenizer)) misfit(label, messages.otherTokenizer())
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
