// Loaded networks by what they are, under a memory budget: those that were used longest ago are released first.
import type { Graph } from '../graph/graph'
import type { LoweringTarget } from '../graph/lowering/target'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { workOf } from '../graph/workOf'
import type { Backend, Session } from './backend'
import { MeasuredRuns } from './measuredRuns'
import { lacksMemory } from './ortSession'

interface Entry {
  readonly session: Promise<Session>
  readonly weightBytes: number
}

interface GetOptions {
  readonly compute?: LoweringTarget['compute']
  readonly signal?: AbortSignal | undefined
}

export class SessionCache {
  /** Least recently used first. */
  private readonly entries = new Map<string, Entry>()

  /** Whether networks are counted and not run, for a forecast. */
  readonly onPaper: boolean = false

  /** Counts a run of a network that has no session here, on paper. */
  noteOnPaper(_key: string, _network: { readonly weightBytes: number; readonly work: number }): void {}

  /** What its networks took. */
  readonly measured = new MeasuredRuns()

  /** `memoryBudget`: bytes of weights, as they are stored, that may be loaded at a time. */
  constructor(
    protected readonly backend: Backend,
    private readonly memoryBudget: number,
  ) {}

  /** Sessions that are loaded. */
  get count(): number {
    return this.entries.size
  }

  /** Whether a network is loaded, or on its way. */
  has(key: string): boolean {
    return this.entries.has(key)
  }

  /** Bytes of their weights, as they are stored. */
  get weightBytes(): number {
    return [...this.entries.values()].reduce((sum, entry) => sum + entry.weightBytes, 0)
  }

  /**
   * The session under `key`; when there is none, of the graph that `build` gives. To be used at once and not to be kept: the
   * next `get` may release it. A network that alone is larger than the budget is loaded alone.
   * @param options.compute in place of the backend's own.
   * @param options.signal ends a download that it waits for.
   * @throws PalimpsestError('device') when it cannot be loaded, 'cancelled'; the next `get` tries again.
   */
  async get(
    key: string,
    build: () => Graph,
    { compute = this.backend.target.compute, signal }: GetOptions = {},
  ): Promise<Session> {
    const known = this.entries.get(key)
    if (known) {
      this.entries.delete(key)
      this.entries.set(key, known)
      return known.session
    }
    const begun = performance.now()
    const graph = build()
    this.measured.noteWork(key, workOf(graph))
    const model = writeOnnx(graph, { ...this.backend.target, compute })
    const writing = performance.now() - begun
    const released = this.makeRoomFor(model.weightBytes)
    const session = released.then(async () => {
      const started = performance.now()
      const created = await this.backend.createSession(model, signal)
      this.measured.noteLoad((writing + performance.now() - started) / 1000, model.weightBytes)
      return created
    })
    const entry = { session, weightBytes: model.weightBytes }
    this.entries.set(key, entry)
    try {
      return await session
    } catch (error) {
      if (this.entries.get(key) === entry) this.entries.delete(key)
      throw error
    }
  }

  /**
   * What `act` makes of the session under `key`, as `get` gives it. Where memory is short, all sessions are released, and it is tried
   * once more.
   * @throws as `get` and `act` do
   */
  async use<Result>(
    key: string,
    build: () => Graph,
    options: GetOptions,
    act: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    const attempt = async () => act(await this.get(key, build, options))
    try {
      return await attempt()
    } catch (error) {
      const others = this.count - (this.has(key) ? 1 : 0)
      if (others === 0 || !lacksMemory(error)) throw error
      await this.releaseAll()
      return attempt()
    }
  }

  /** Releases the session under `key`, if there is one: what it holds besides weights is not counted. */
  async release(key: string): Promise<void> {
    const entry = this.entries.get(key)
    this.entries.delete(key)
    await (await entry?.session.catch(() => undefined))?.release()
  }

  /** Releases every session; none is left then. */
  async releaseAll(): Promise<void> {
    const entries = [...this.entries.values()]
    this.entries.clear()
    for (const { session } of entries) await (await session.catch(() => undefined))?.release()
  }

  private async makeRoomFor(weightBytes: number): Promise<void> {
    const leaving: Entry[] = []
    for (const [key, entry] of this.entries) {
      if (this.weightBytes + weightBytes <= this.memoryBudget) break
      this.entries.delete(key)
      leaving.push(entry)
    }
    for (const { session } of leaving) {
      // One that never loaded has nothing to release, and was reported to whoever asked for it.
      const loaded = await session.catch(() => undefined)
      await loaded?.release()
    }
  }
}
