// ControlNets and T2I-Adapters on a backend: sessions of their own beside the UNet's, built at the size that is needed.
import type { ControlNet, T2IAdapter } from '../diffusion/controlNetworks'
import type { Graph } from '../graph/graph'
import type { ControlNetConfig } from '../models/controlNetConfig'
import { controlNetGraph, controlNetHintGraph } from '../models/controlNetGraph'
import type { T2IAdapterConfig } from '../models/t2iAdapterConfig'
import { t2iAdapterGraph } from '../models/t2iAdapterGraph'
import type { Feeds, Session } from '../runtime/backend'
import { scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { TensorIndex } from '../weights/safetensors'
import { pooledOf, timeIds } from './timeIds'

/** Runs the network that `build` gives, or the one that is loaded under `key`. */
type Run = (key: string, build: () => Graph, feeds: Feeds) => ReturnType<Session['run']>

interface Opened<Config> {
  readonly config: Config
  readonly weights: TensorIndex
}

export function controlNetOn({ config, weights }: Opened<ControlNetConfig>, run: Run): ControlNet {
  return {
    hintChannels: config.conditioningChannels,
    sampleChannels: config.inChannels,
    isGlobal: config.globalPoolConditions,
    async encodeHint(hint) {
      const size = sizeOfPicture(hint)
      const build = () => controlNetHintGraph(config, weights, size)
      return (await run(`hint ${JSON.stringify(size)}`, build, { hint })).get('encoded_hint')!
    },
    async run({ sample, timestep, embedding, encodedHint, weigh }) {
      const options = { batch: 1, ...sizeOfPicture(sample), length: embedding.tokens.shape[1]! }
      const results = await run(JSON.stringify(options), () => controlNetGraph(config, weights, options), {
        sample,
        timestep: tensor(Float32Array.of(timestep), [1]),
        encoder_hidden_states: embedding.tokens,
        encoded_hint: encodedHint,
        ...(config.textTime && {
          text_embeds: pooledOf(embedding),
          time_ids: timeIds(sample.shape, config.scaleFactor),
        }),
      })
      const [down, mid] = [numbered(results, 'down_residual_'), results.get('mid_residual')!]
      const weighed = [...down, mid].map((residual, at, all) => scale(residual, weigh(at, all.length)))
      return { down: weighed.slice(0, -1), mid: weighed.at(-1)! }
    },
  }
}

/** @param levels of the UNet: what a light adapter gives beyond them is left over; Stable Diffusion XL's is for the middle block */
export function adapterOn(
  { config, weights }: Opened<T2IAdapterConfig>,
  levels: number,
  run: Run,
): T2IAdapter {
  return {
    hintChannels: config.inChannels,
    async features(hint) {
      const size = sizeOfPicture(hint)
      const build = () => t2iAdapterGraph(config, weights, size)
      return numbered(await run(JSON.stringify(size), build, { hint }), 'adapter_').slice(
        0,
        config.adapterType === 'full_adapter_xl' ? levels + 1 : levels,
      )
    },
  }
}

function sizeOfPicture({ shape }: Tensor): { readonly height: number; readonly width: number } {
  const [, , height, width] = shape as [number, number, number, number]
  return { height, width }
}

/** The results `name0`, `name1` ... in order. */
function numbered(results: ReadonlyMap<string, Tensor>, name: string): readonly Tensor[] {
  const found: Tensor[] = []
  for (let one = results.get(`${name}0`); one; one = results.get(`${name}${found.length}`)) found.push(one)
  return found
}
