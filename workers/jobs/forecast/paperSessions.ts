// Networks that are asked to run, and only counted.
import type { Graph } from '../../graph/graph'
import type { Backend, Session } from '../../runtime/backend'
import { messagesHandled } from '../../runtime/messagesHandled'
import { SessionCache } from '../../runtime/sessionCache'
import { paperNetwork, type PaperNetwork } from './paperNetwork'

export class PaperSessions extends SessionCache {
  override readonly onPaper = true

  /** Runs by key. */
  readonly counts = new Map<string, number>()
  /** Seconds in which others had their turn. */
  waited = 0

  /** @param known networks by key, from one forecast to the next */
  constructor(
    backend: Backend,
    readonly known: Map<string, PaperNetwork>,
  ) {
    super(backend, Infinity)
  }

  override async get(key: string, build: () => Graph): Promise<Session> {
    const network = this.known.get(key) ?? paperNetwork(build())
    this.known.set(key, network)
    return {
      inputs: [],
      run: async () => {
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
        // As after a real run: an edit that is asked for meanwhile is heard of, and ends this.
        const before = performance.now()
        await messagesHandled()
        this.waited += (performance.now() - before) / 1000
        return network.results()
      },
      release: async () => {},
    }
  }
}
