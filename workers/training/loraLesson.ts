// LoRA (Hu et al. 2021, arXiv:2106.09685) on the projections of the UNet's attention, as diffusers' DreamBooth script trains it: W + B A
// with alpha = rank, A from a normal distribution of deviation 1 / rank, B zero, so that training begins at the checkpoint itself.
// As options on its convolutions and other linear layers too, and on the text encoder.
import { PalimpsestError } from '../../src/shared/errors'
import type { Generator } from '../diffusion/random/generator'
import type { Shape } from '../graph/graph'
import type { ClipTextConfig } from '../models/clipTextConfig'
import { clipTextShapes } from '../models/clipTextGraph'
import type { OpenedNetwork } from '../models/openNetwork'
import type { UNetConfig } from '../models/unetConfig'
import { unetShapes } from '../models/unetGraph'
import type { Overlay, Overlays } from '../models/overlays/overlay'
import { sizeOf, tensor } from '../tensor/tensor'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type Lesson, type WordVectors } from './lesson'
import { messages } from './messages'
import type { Trainable } from './trainable'
import { wordFiles } from './wordFiles'

const attention = /\.attn[12]\.to_(?:q|k|v|out\.0)\.weight$/
/** And what stands between the attention: residual blocks, feed-forward layers, the ways in and out. conv_in and conv_out are too narrow. */
const everything =
  /\.(?:to_[qkv]|to_out\.0|proj_in|proj_out|ff\.net\.0\.proj|ff\.net\.2|conv[12]|conv_shortcut|time_emb_proj)\.weight$/
const textProjections = /\.self_attn\.(?:[qkv]|out)_proj\.weight$/
const strength = 'lora_strength'

export interface LoraOptions {
  readonly rank: number
  readonly random: Generator
  /** On the convolutions and the other linear layers too. */
  readonly convolutions?: boolean
  /** On this text encoder too. */
  readonly textEncoder?: OpenedNetwork<ClipTextConfig> | undefined
  /** New words, whose vectors train along (pivotal tuning), as in diffusers' train_dreambooth_lora_sd15_advanced.py. */
  readonly words?: WordVectors | undefined
  /** By which what is learned is called in prompts; said in the file's header, as modelspec has it. */
  readonly called?: readonly string[]
}

/** A LoRA's two factors by the module that they change. */
interface Pair {
  readonly module: string
  /** A, [rank, in] or [rank, in, kh, kw] */
  readonly down: Trainable
  /** B, [out, rank] or [out, rank, 1, 1] */
  readonly up: Trainable
}

/** @throws PalimpsestError('recipe') for a rank above a layer's width: what it adds would have no more room. */
export function loraLesson(
  config: UNetConfig,
  { rank, random, convolutions = false, textEncoder, words, called = [] }: LoraOptions,
): Lesson {
  const pairsIn = (shapes: ReadonlyMap<string, Shape>, changed: RegExp, prefix: string) =>
    [...shapes]
      .filter(([key]) => changed.test(key))
      .map(([key, shape]) => pairOf(key, shape, { rank, random, prefix }))
  const unet = pairsIn(unetShapes(config), convolutions ? everything : attention, '')
  // transformers 5 leaves "text_model." out of its keys. A LoRA's are named as its checkpoint's.
  const root = textEncoder?.weights.has('text_model.final_layer_norm.weight') ? 'text_model.' : ''
  const text = textEncoder
    ? pairsIn(clipTextShapes(textEncoder.config), textProjections, `text_encoder.${root}`)
    : []
  const trainables = trainablesOf(unet)
  const constants = { [strength]: tensor(Float32Array.of(1), [1]) }
  return {
    trainables,
    options: { overlays: overlaysOf(unet) },
    constants,
    ...(textEncoder && {
      text: { trainables: trainablesOf(text), overlays: overlaysOf(text, root), constants },
    }),
    ...(words && { words }),
    files: (averaged) => [
      {
        name: 'pytorch_lora_weights.safetensors',
        bytes: writeSafetensors(
          [
            ...trainables.map((one) => ({
              key: `unet.${one.name}`,
              shape: one.shape,
              values: writtenValues(one, averaged),
            })),
            ...trainablesOf(text).map((one) => ({
              key: one.name,
              shape: one.shape,
              values: writtenValues(one, averaged),
            })),
          ],
          { format: 'pt', ...(called.length > 0 && { 'modelspec.trigger_phrase': called.join(', ') }) },
        ),
      },
      ...(words ? wordFiles(words, averaged) : []),
    ],
  }
}

function pairOf(
  key: string,
  [out, into, ...kernel]: Shape,
  { rank, random, prefix }: Pick<LoraOptions, 'rank' | 'random'> & { readonly prefix: string },
): Pair {
  const module = key.replace(/\.weight$/, '')
  const width = Math.min(out!, into! * sizeOf(kernel))
  if (rank > width) throw new PalimpsestError(messages.rankTooLarge({ rank, module, width }))
  const down = [rank, into!, ...kernel]
  return {
    module,
    down: {
      name: `${prefix}${module}.lora_A.weight`,
      shape: down,
      values: random.randn(down).data.map((value) => value / rank),
    },
    up: {
      name: `${prefix}${module}.lora_B.weight`,
      shape: [out!, rank, ...kernel.map(() => 1)],
      values: new Float32Array(out! * rank),
    },
  }
}

const trainablesOf = (pairs: readonly Pair[]) => pairs.flatMap(({ down, up }) => [down, up])

/** @param root what the checkpoint's keys begin with */
const overlaysOf = (pairs: readonly Pair[], root = ''): Overlays =>
  new Map(pairs.map((pair) => [`${root}${pair.module}.weight`, [overlayOf(pair)]]))

const overlayOf = ({ down, up }: Pair): Overlay => ({
  difference: {
    kind: 'product',
    of: { up: { input: up.name, shape: up.shape }, down: { input: down.name, shape: down.shape } },
  },
  scale: 1,
  strength,
})
