// LoRA (Hu et al. 2021, arXiv:2106.09685) on the projections of the UNet's attention, as diffusers' DreamBooth script trains it: W + B A
// with alpha = rank, A from a normal distribution of deviation 1 / rank, B zero, so that training begins at the checkpoint itself.
import type { Generator } from '../diffusion/random/generator'
import type { UNetConfig } from '../models/unetConfig'
import { unetShapes } from '../models/unetGraph'
import type { Overlay } from '../models/overlays/overlay'
import { tensor } from '../tensor/tensor'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type Lesson } from './lesson'
import type { Trainable } from './trainable'

const projections = /\.attn[12]\.to_(?:q|k|v|out\.0)\.weight$/
const strength = 'lora_strength'

export interface LoraOptions {
  readonly rank: number
  readonly random: Generator
}

/** A LoRA's two factors by the module that they change. */
interface Pair {
  readonly module: string
  /** A, [rank, in] */
  readonly down: Trainable
  /** B, [out, rank] */
  readonly up: Trainable
}

export function loraLesson(config: UNetConfig, { rank, random }: LoraOptions): Lesson {
  const pairs = [...unetShapes(config)]
    .filter(([key]) => projections.test(key))
    .map(([key, [out, into]]): Pair => {
      const module = key.replace(/\.weight$/, '')
      const start = random.randn([rank, into!]).data.map((value) => value / rank)
      return {
        module,
        down: { name: `${module}.lora_A.weight`, shape: [rank, into!], values: start },
        up: { name: `${module}.lora_B.weight`, shape: [out!, rank], values: new Float32Array(out! * rank) },
      }
    })
  const trainables = pairs.flatMap(({ down, up }) => [down, up])
  return {
    trainables,
    options: { overlays: new Map(pairs.map((pair) => [`${pair.module}.weight`, [overlayOf(pair)]])) },
    constants: { [strength]: tensor(Float32Array.of(1), [1]) },
    files: (averaged) => [
      {
        name: 'pytorch_lora_weights.safetensors',
        bytes: writeSafetensors(
          trainables.map((one) => ({
            key: `unet.${one.name}`,
            shape: one.shape,
            values: writtenValues(one, averaged),
          })),
        ),
      },
    ],
  }
}

const overlayOf = ({ down, up }: Pair): Overlay => ({
  difference: {
    kind: 'product',
    of: { up: { input: up.name, shape: up.shape }, down: { input: down.name, shape: down.shape } },
  },
  scale: 1,
  strength,
})
