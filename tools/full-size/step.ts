// One pass of a checkpoint's UNet at 16x16 latents: what "built, loaded and stepped once" means, in Node and in a browser.
import { randomStreams } from '../../workers/diffusion/random/streams'
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import type { Checkpoint } from '../../workers/models/checkpoint'
import { timeIds } from '../../workers/jobs/timeIds'
import { TIME_IDS } from '../../workers/models/unetEncoderConfig'
import { unetGraph } from '../../workers/models/unetGraph'
import type { Backend } from '../../workers/runtime/backend'
import { tensor } from '../../workers/tensor/tensor'

export interface StepReport {
  readonly backend: string
  readonly parameters: number
  /** Of the model without its weights. */
  readonly modelBytes: number
  readonly weightBytes: number
  readonly buildSeconds: number
  readonly loadSeconds: number
  readonly runSeconds: number
  /** Mean square of the prediction: 0 or NaN would mean that nothing was computed. */
  readonly meanSquare: number
}

const SIDE = 16

export async function buildLoadStep(
  { unet, textEncoder }: Checkpoint,
  backend: Backend,
): Promise<StepReport> {
  const seconds = clock()
  const { textTime } = unet.config
  const length = textEncoder.config.maxPositions
  const options = { batch: 1, height: SIDE, width: SIDE, length }
  const model = writeOnnx(unetGraph(unet.config, unet.weights, options), backend.target)
  const buildSeconds = seconds()
  const session = await backend.createSession(model)
  const loadSeconds = seconds()
  const random = randomStreams(0).stream('main')
  const results = await session.run({
    sample: random.randn([1, unet.config.inChannels, SIDE, SIDE]),
    timestep: tensor(Float32Array.of(501), [1]),
    encoder_hidden_states: random.randn([1, length, unet.config.crossAttentionDim]),
    ...(textTime && {
      text_embeds: random.randn([1, textTime.inputDim - TIME_IDS * textTime.timeDim]),
      time_ids: timeIds([1, 4, SIDE, SIDE], 8),
    }),
  })
  const runSeconds = seconds()
  const { data } = results.get('output')!
  return {
    backend: backend.description.description.english,
    parameters: [...unet.weights.values()].reduce(
      (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
      0,
    ),
    modelBytes: model.bytes.length,
    weightBytes: model.weightBytes,
    buildSeconds,
    loadSeconds,
    runSeconds,
    meanSquare: data.reduce((sum, value) => sum + value ** 2, 0) / data.length,
  }
}

/** Seconds since the last call. */
function clock(): () => number {
  let last = performance.now()
  return () => {
    const before = last
    last = performance.now()
    return (last - before) / 1000
  }
}
