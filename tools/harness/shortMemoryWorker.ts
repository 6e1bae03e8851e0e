// wasm with less memory than a browser gives: what the engine does where it runs out.
import { openCheckpoint } from '../../workers/models/checkpoint'
import { unetGraph } from '../../workers/models/unetGraph'
import { openBackend } from '../../workers/runtime/openBackend'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { tensor, zeros } from '../../workers/tensor/tensor'
import { urlTree } from '../../workers/weights/urlTree'
import { serveTasks } from './serveTasks'

/** Of 64 KiB each: 256 MiB. */
const PAGES = 4096

WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super({ ...descriptor, maximum: PAGES })
  }
}

serveTasks({
  /** UNets of one size after the other, until the others made room for one: how many were loaded after each run. */
  async runUntilRoomIsMade() {
    const backend = await openBackend('wasm', `${location.origin}/`)
    const { unet, textEncoder } = await openCheckpoint(urlTree(`${location.origin}/models/toyland/base`))
    const { inChannels, crossAttentionDim } = unet.config
    const length = textEncoder.config.maxPositions
    const sessions = new SessionCache(backend, Infinity)
    const counts: number[] = []
    for (let side = 8; side <= 32 && (counts.at(-1) ?? 0) === counts.length; side += 2) {
      const results = await sessions.use(
        `unet ${side}`,
        () => unetGraph(unet.config, unet.weights, { batch: 1, height: side, width: side, length }),
        {},
        (session) =>
          session.run({
            sample: zeros([1, inChannels, side, side]),
            timestep: tensor(Float32Array.of(500), [1]),
            encoder_hidden_states: zeros([1, length, crossAttentionDim]),
          }),
      )
      if (!results.get('output')?.data.every(Number.isFinite)) throw new Error('Its numbers are not finite.')
      counts.push(sessions.count)
    }
    return counts
  },
})
