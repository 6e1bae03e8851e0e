// Texts that models write: what a picture shows, and sentences about a concept.
import type { Pixels } from '../shared/pixels'
import type { EngineEvent } from '../shared/protocol/event'
import type { SentencesWanted } from '../shared/protocol/request'
import { bundledNetworks } from './bundledNetworks'
import type { EngineClient } from './engineClient'

/** Who waits for a text. */
export interface WritingHearers {
  /** Cancels it. */
  readonly signal?: AbortSignal
  /** Hears of the share that is written, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

export interface WritingLink {
  /**
   * What a picture shows, in words. The pixels are given away.
   * @param model its id or the Hub's name of it; '' is Toyland's captioner
   * @returns nothing where it failed, which is told, or was cancelled
   */
  describe(picture: Pixels, model: string, hearers?: WritingHearers): Promise<string | undefined>
  /**
   * Sentences about a concept.
   * @param model its id or the Hub's name of it
   * @returns nothing where it failed, which is told, or was cancelled
   */
  writeSentences(
    wanted: SentencesWanted,
    model: string,
    hearers?: WritingHearers,
  ): Promise<readonly string[] | undefined>
  /** To be called when a job has ended, however it ended: who waits for it gets nothing. */
  ended(job: string): void
  /** To be called when the worker is new: it knows of no question. */
  engineLost(): void
  /** Whether the event was an answer; `job` is the job that it ends. Of progress, who waits is told. */
  receive(event: EngineEvent): { readonly job: string } | undefined
}

interface Waiting extends WritingHearers {
  readonly resolve: (texts: readonly string[] | undefined) => void
}

/** The captioner that comes with the program. */
const toylands = 'toyland/captioner'

/** @param openUnlessKnown opens a model of the Hub that was chosen in another session */
export function createWritingLink(
  client: Pick<EngineClient, 'describe' | 'writeSentences' | 'cancel'>,
  openUnlessKnown: (model: string) => void,
): WritingLink {
  const waiting = new Map<string, Waiting>()

  async function asked(
    model: string,
    send: (job: string) => void,
    hearers: WritingHearers,
  ): Promise<readonly string[] | undefined> {
    const { signal } = hearers
    if (signal?.aborted) return undefined
    if (!bundledNetworks.some(({ id }) => id === model)) openUnlessKnown(model)
    const job = crypto.randomUUID()
    const cancel = () => client.cancel(job)
    signal?.addEventListener('abort', cancel)
    const texts = new Promise<readonly string[] | undefined>((resolve) =>
      waiting.set(job, { resolve, ...hearers }),
    )
    send(job)
    return texts.finally(() => signal?.removeEventListener('abort', cancel))
  }

  function ended(job: string): void {
    waiting.get(job)?.resolve(undefined)
    waiting.delete(job)
  }

  return {
    async describe(picture, model, hearers = {}) {
      const id = model === '' ? toylands : model
      const texts = await asked(id, (job) => client.describe(job, id, picture), hearers)
      return texts?.[0]
    },
    writeSentences: (wanted, model, hearers = {}) =>
      asked(model, (job) => client.writeSentences(job, model, wanted), hearers),
    ended,
    engineLost() {
      for (const job of waiting.keys()) ended(job)
    },
    receive(event) {
      if (event.type === 'progress' && event.steps > 0)
        waiting.get(event.job)?.onProgress?.(event.step / event.steps)
      if (event.type !== 'written') return undefined
      waiting.get(event.job)?.resolve(event.texts)
      return { job: event.job }
    },
  }
}
