// One pass of a checkpoint's UNet at its own size, as both sides of the comparison run it.
import { randomStreams } from '../../workers/diffusion/random/streams'
import type { Checkpoint } from '../../workers/models/checkpoint'
import { unetGraph } from '../../workers/models/unetGraph'
import { tensor } from '../../workers/tensor/tensor'

export function unetCase({ unet, textEncoder }: Checkpoint, batch: number) {
  const { sampleSize: height, inChannels, crossAttentionDim } = unet.config
  const length = textEncoder.config.maxPositions
  const random = randomStreams(0)
  return {
    graph: unetGraph(unet.config, unet.weights, { batch, height, width: height, length }),
    feeds: {
      sample: random.stream('main').randn([batch, inChannels, height, height]),
      timestep: tensor(new Float32Array(batch).fill(501), [batch]),
      encoder_hidden_states: random.stream('main').randn([batch, length, crossAttentionDim]),
    },
  }
}
