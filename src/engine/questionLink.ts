// Questions to the engine that make no picture: a prompt's tokens, an edit's forecast, which word made what, what a picture shows.
import type { Pixels } from '../shared/pixels'
import type { Segments, TokenCount, WordMaps } from '../shared/protocol/answers'
import type { EngineEvent } from '../shared/protocol/event'
import type { PromptToCount, WordMapKind } from '../shared/protocol/request'
import type { CheckpointSource } from '../shared/protocol/sources'
import type { Recipe } from '../shared/recipe'
import type { EngineClient, PicturesAhead } from './engineClient'
import type { EngineContext } from './engineContext'
import { foretoldOf } from './foretoldOf'
import { readModelAddress } from './modelAddress'

/** How long a forecast of another edit stays in sight, so that it does not flicker. */
const patienceMs = 1000

interface QuestionLink {
  /** Asks what an edit by this recipe will take; the answer to the last question stands in the jobs' store. */
  foresee(recipe: Recipe, pictures: PicturesAhead): void
  /** The tokens of a prompt. Never answered where the checkpoint cannot be opened, or the engine is restarted meanwhile. */
  countTokens(prompt: PromptToCount): Promise<TokenCount>
  /**
   * Which word of a prompt made what. The pixels are given away.
   * @param job it is known to the jobs' store, and may be cancelled there
   * @returns nothing where it failed, which is told, or was cancelled
   */
  mapWords(
    job: string,
    of: WordMapKind,
    recipe: Recipe,
    images: Readonly<Record<string, Pixels>>,
  ): Promise<WordMaps | undefined>
  /**
   * What each part of a picture shows. The pixels are given away.
   * @param model its id or the Hub's name of it; '' is Toyland's segmenter
   * @param signal cancels it
   * @returns nothing where it failed, which is told, or was cancelled
   */
  segment(picture: Pixels, model: string, signal?: AbortSignal): Promise<Segments | undefined>
  /** Opens a model of the Hub that was chosen in another session. */
  openUnlessKnown(model: string): void
  /** To be called when a job has ended, however it ended: who waits for it gets nothing. */
  ended(job: string): void
  /** To be called when the worker is new: it knows of no question. */
  engineLost(): void
  /** Whether the event was an answer; `job` is the job that it ends. */
  receive(event: EngineEvent): { readonly job?: string } | undefined
}

type Client = Pick<EngineClient, 'forecast' | 'countTokens' | 'mapWords' | 'segment' | 'cancel'>

/** @param openNetwork opens a model of the Hub that was chosen in another session */
export function createQuestionLink(
  { jobs }: Pick<EngineContext, 'jobs'>,
  client: Client,
  segmenter: CheckpointSource,
  openNetwork: (id: string, source: CheckpointSource) => void,
): QuestionLink {
  /** How many forecasts were asked for. */
  let forecasts = 0
  /** What the last one is of. */
  let foreseen = ''
  /** Number of the last one that was answered. */
  let answered = 0
  const counting = new Map<string, ((count: TokenCount) => void)[]>()
  const mapping = new Map<string, (maps: WordMaps | undefined) => void>()
  const segmenting = new Map<string, (segments: Segments | undefined) => void>()
  const countKey = ({ checkpoint, text, syntax, steps }: PromptToCount) =>
    JSON.stringify([checkpoint, text, syntax, steps])

  function openUnlessKnown(model: string): void {
    const isKnown = jobs.getState().networks.some(({ id }) => id === model)
    const address = isKnown ? undefined : readModelAddress(model)
    if (address) openNetwork(address.id, address.source)
  }

  function ended(job: string): void {
    for (const waiting of [mapping, segmenting]) {
      waiting.get(job)?.(undefined)
      waiting.delete(job)
    }
  }

  return {
    foresee(recipe, pictures) {
      const number = ++forecasts
      foreseen = foretoldOf(recipe, pictures)
      client.forecast(number, recipe, pictures)
      // A large picture takes a while to be gone through; what was said of another edit is not true of it.
      setTimeout(() => {
        if (answered < number && number === forecasts) jobs.setState({ forecast: undefined })
      }, patienceMs)
    },
    countTokens(prompt) {
      const key = countKey(prompt)
      return new Promise((resolve) => {
        const waiting = counting.get(key)
        counting.set(key, [...(waiting ?? []), resolve])
        if (!waiting) client.countTokens(prompt)
      })
    },
    mapWords(job, of, recipe, images) {
      client.mapWords(job, of, recipe, images)
      return new Promise((resolve) => mapping.set(job, resolve))
    },
    segment(picture, model, signal) {
      if (signal?.aborted) return Promise.resolve(undefined)
      const job = crypto.randomUUID()
      if (model !== '') openUnlessKnown(model)
      client.segment(job, model === '' ? segmenter : { kind: 'open', id: model }, picture)
      const cancel = () => {
        client.cancel(job)
        ended(job)
      }
      signal?.addEventListener('abort', cancel)
      const answer = new Promise<Segments | undefined>((resolve) => segmenting.set(job, resolve))
      return answer.finally(() => signal?.removeEventListener('abort', cancel))
    },
    openUnlessKnown,
    ended,
    engineLost() {
      // Another device takes another time, and may have the memory that this one lacked.
      jobs.setState({ forecast: undefined })
      counting.clear()
      for (const job of [...mapping.keys(), ...segmenting.keys()]) ended(job)
    },
    receive(event) {
      switch (event.type) {
        case 'word-maps': {
          const { type: _, job, ...maps } = event
          mapping.get(job)?.(maps)
          return { job }
        }
        case 'segments': {
          const { type: _, job, ...segments } = event
          segmenting.get(job)?.(segments)
          return { job }
        }
        case 'tokens': {
          const key = countKey(event)
          const { count, room, strangers } = event
          for (const resolve of counting.get(key) ?? [])
            resolve({ count, room, ...(strangers && { strangers }) })
          counting.delete(key)
          return {}
        }
        case 'forecast':
          answered = event.number
          if (event.number === forecasts)
            jobs.setState({ forecast: event.forecast && { ...event.forecast, of: foreseen } })
          return {}
        default:
          return undefined
      }
    },
  }
}
