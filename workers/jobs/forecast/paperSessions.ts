// Networks that are asked to run, and only counted.
import type { Graph } from '../../graph/graph'
import type { Backend, Session } from '../../runtime/backend'
import { messagesHandled } from '../../runtime/messagesHandled'
import { SessionCache } from '../../runtime/sessionCache'
import { refuseWhatWasmLacks } from '../../runtime/wasmMemory'
import type { DeviceTensor } from '../../tensor/deviceTensor'
import { paperNetwork, type PaperNetwork } from './paperNetwork'

const deviceTensorOnPaper = (shape: readonly number[]): DeviceTensor => ({
  onDevice: true,
  shape,
  release: () => {},
})

export class PaperSessions extends SessionCache {
  override readonly onPaper = true

  /** Runs by key. */
  readonly counts = new Map<string, number>()
  /** Of all networks. */
  private turn = 0
  /** Seconds that the edit itself would not take: for paper, and in which others had their turn. */
  own = 0

  /** @param known networks by key, from one forecast to the next */
  constructor(
    backend: Backend,
    readonly known: Map<string, PaperNetwork>,
  ) {
    super(backend, Infinity)
  }

  override noteOnPaper(key: string, { weightBytes, work }: { weightBytes: number; work: number }): void {
    // Its weights are float32 files, and what is between its nodes is little beside a UNet's.
    const network = {
      weightBytes,
      weightBytes32: weightBytes,
      activationBytes: 0,
      work,
      results: () => new Map(),
    }
    this.known.set(key, network)
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  override async get(key: string, build: () => Graph): Promise<Session> {
    const begun = performance.now()
    const network = this.known.get(key) ?? paperNetwork(build())
    this.known.set(key, network)
    if (this.backend.name === 'wasm') refuseWhatWasmLacks(network)
    this.own += (performance.now() - begun) / 1000
    const run = async () => {
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
      // As after a real run: an edit that is asked for meanwhile is heard of, and ends this.
      const before = performance.now()
      await messagesHandled()
      this.own += (performance.now() - before) / 1000
      return network.results(this.turn++)
    }
    return {
      inputs: [],
      run,
      runOnDevice: async () =>
        new Map([...(await run())].map(([name, { shape }]) => [name, deviceTensorOnPaper(shape)])),
      release: async () => {},
    }
  }
}
