// Checkpoints and networks between the stores and the engine: opened, kept on this machine, opened again by a new worker.
import type { EngineEvent } from '../shared/protocol/event'
import type { CheckpointSource, KeptModel } from '../shared/protocol/sources'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { CheckpointEntry, NetworkEntry } from '../state/jobs'
import type { EngineClient } from './engineClient'
import type { EngineContext } from './engineContext'
import { idOfHub } from './modelAddress'

interface ModelLink {
  /**
   * Makes a checkpoint known. One that cannot be opened does not stay in the list.
   * @throws ErrorReport of what is wrong with it.
   */
  openCheckpoint(id: string, source: CheckpointSource): Promise<CheckpointSummary>
  /** The same, but one that cannot be opened stays in the list and says why. */
  askForCheckpoint(id: string, source: CheckpointSource): void
  openNetwork(id: string, source: CheckpointSource): void
  /** Downloads a model of the Hub, to be kept on this machine. */
  keep(source: KeptModel['source']): void
  /** An edit was made with it. */
  used(checkpoint: string): void
  /** To be called when the worker is new: it knows none of them. */
  reopen(): void
  /** Whether the event was of a model. */
  receive(event: EngineEvent): boolean
}

/** Who waits for a checkpoint, and what it was if it was open before. */
interface Opening {
  readonly resolve: (summary: CheckpointSummary) => void
  readonly reject: (error: unknown) => void
  readonly before: CheckpointEntry | undefined
}

export function createModelLink(
  { jobs, settings, fail }: Pick<EngineContext, 'jobs' | 'settings' | 'fail'>,
  client: Pick<EngineClient, 'openCheckpoint' | 'openNetwork' | 'keep'>,
): ModelLink {
  const opening = new Map<string, Opening>()

  const changeCheckpoint = (id: string, change: Partial<CheckpointEntry>) =>
    jobs.setState(({ checkpoints }) => ({
      checkpoints: checkpoints.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    }))
  const changeNetwork = (id: string, change: Partial<NetworkEntry>) =>
    jobs.setState(({ networks }) => ({
      networks: networks.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    }))

  /** The person's own token goes to the Hub with what is asked of it, and is written down nowhere else. */
  function withToken<Source extends CheckpointSource>(source: Source): Source {
    const { hubToken } = settings.getState()
    return source.kind === 'hub' && hubToken !== '' ? { ...source, token: hubToken } : source
  }

  function askForCheckpoint(id: string, source: CheckpointSource): void {
    const entry: CheckpointEntry = { id, source, status: 'opening' }
    jobs.setState(({ checkpoints }) => ({
      checkpoints: [...checkpoints.filter((other) => other.id !== id), entry],
    }))
    client.openCheckpoint(id, withToken(source))
  }

  function openNetwork(id: string, source: CheckpointSource): void {
    const entry: NetworkEntry = { id, source, status: 'opening' }
    jobs.setState(({ networks }) => ({ networks: [...networks.filter((other) => other.id !== id), entry] }))
    client.openNetwork(id, withToken(source))
  }

  function checkpointFailed({ id, error }: Extract<EngineEvent, { type: 'checkpoint-failed' }>): void {
    const waiting = opening.get(id)
    opening.delete(id)
    if (!waiting) return changeCheckpoint(id, { status: 'failed', error })
    const { before } = waiting
    jobs.setState(({ checkpoints }) => ({
      checkpoints: [...checkpoints.filter((entry) => entry.id !== id), ...(before ? [before] : [])],
    }))
    waiting.reject(error)
  }

  /** What is kept whole is read from here on, and is there after the page was loaded again. */
  function receiveKept(models: readonly KeptModel[]): void {
    const before = jobs.getState().kept
    jobs.setState({ kept: models, keeping: undefined })
    for (const { source, done } of models) {
      const id = idOfHub(source)
      const wasDone = before.some((model) => model.done && idOfHub(model.source) === id)
      if (done && !wasDone) askForCheckpoint(id, source)
    }
  }

  return {
    openCheckpoint(id, source) {
      const before = jobs.getState().checkpoints.find((entry) => entry.id === id && entry.status === 'open')
      opening.get(id)?.reject(new DOMException('It was asked for again.', 'AbortError'))
      return new Promise((resolve, reject) => {
        opening.set(id, { resolve, reject, before })
        askForCheckpoint(id, source)
      })
    },
    askForCheckpoint,
    openNetwork,
    keep: (source) => client.keep(withToken(source)),
    used: (checkpoint) => changeCheckpoint(checkpoint, { used: true }),
    reopen() {
      const { checkpoints, networks } = jobs.getState()
      for (const { id, source } of checkpoints) askForCheckpoint(id, source)
      for (const { id, source } of networks) openNetwork(id, source)
    },
    receive(event) {
      switch (event.type) {
        case 'checkpoint':
          changeCheckpoint(event.checkpoint.id, { status: 'open', summary: event.checkpoint })
          opening.get(event.checkpoint.id)?.resolve(event.checkpoint)
          opening.delete(event.checkpoint.id)
          return true
        case 'checkpoint-failed':
          checkpointFailed(event)
          return true
        case 'network':
          changeNetwork(event.network.id, { status: 'open', summary: event.network })
          return true
        case 'network-failed':
          changeNetwork(event.id, { status: 'failed', error: event.error })
          return true
        case 'kept':
          receiveKept(event.models)
          return true
        case 'keeping':
          jobs.setState({ keeping: event.model })
          return true
        case 'keep-failed':
          fail(event.error)
          return true
        default:
          return false
      }
    },
  }
}
