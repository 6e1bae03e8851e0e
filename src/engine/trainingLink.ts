// A training between the stores and the engine: what it says on its way, and the add-on that comes of it.
import type { EngineContext } from './engineContext'
import type { Pixels } from '../shared/pixels'
import type { EngineEvent, WrittenFile } from '../shared/protocol/event'
import type { TrainingOrder } from '../shared/protocol/request'
import type { AddOnSource } from '../shared/protocol/sources'
import { learnedName, type TrainingPlan } from '../shared/trainingPlan'
import type { ErrorReport } from '../shared/errors'
import type { TrainingNeeds } from '../shared/protocol/answers'
import type { AddOnNeeds } from '../shared/protocol/summaries'
import { summaryOf, type Training } from '../state/jobs'
import { changeDraft } from '../state/settings'
import type { EngineClient } from './engineClient'
import { createStepClock } from './measuredCost'
import { thumbnail } from './thumbnail'
import { withTrainingCost } from './trainingCost'

/** Longer side of the pictures on the way, in pixels. */
const SAMPLE_SIDE = 128

/** What a file's name says beside that it is what was learned: of two files, one is the word, and of several words each says which. */
const kindIn = (name: string): string => {
  const [, which] = /^learned_embeds(?:_(.+))?\.safetensors$/.exec(name) ?? []
  return name.startsWith('learned_embeds') ? ` embedding${which === undefined ? '' : ` ${which}`}` : ''
}

interface TrainingLink {
  start(plan: TrainingPlan, images: Readonly<Record<string, Pixels>>): void
  /** Goes on with the training that is kept. */
  goOn(): void
  forget(): void
  order(order: TrainingOrder): void
  /** What a training will take of memory, or why it would be refused; never answered while a job is under way. */
  foresee(plan: TrainingPlan): Promise<TrainingForecast>
  cancel(): void
  /** Whether the event was the training's. */
  receive(event: EngineEvent): boolean
}

export interface TrainingForecast {
  readonly needs?: TrainingNeeds | undefined
  readonly refusal?: ErrorReport | undefined
}

type Client = Pick<
  EngineClient,
  'foreseeTraining' | 'train' | 'goOnTraining' | 'forgetTraining' | 'orderTraining' | 'cancel'
>

export function createTrainingLink(
  { jobs, settings, fail, inform, t }: Pick<EngineContext, 'jobs' | 'settings' | 'fail' | 'inform' | 't'>,
  client: Client,
  addOns: { open(id: string, source: AddOnSource): void },
): TrainingLink {
  const change = (changed: Partial<Training>) => {
    const { training } = jobs.getState()
    if (training) jobs.setState({ training: { ...training, ...changed } })
  }
  /** What was learned is an add-on of the next edit, in place of what was learned under the name before. */
  function use(name: string, bytes: Uint8Array): void {
    const id = name.replace(/\.safetensors$/, '')
    const others = settings.getState().draft.addOns.filter((card) => card.id !== id)
    changeDraft(settings, {
      addOns: [...others, { id, enabled: true, strength: 1, ...(running && { needs: needsOf(running) }) }],
    })
    addOns.open(id, { kind: 'file', file: new File([new Uint8Array(bytes)], name) })
  }
  /** What was learned of a word up to earlier steps is switched off: laid over one another they would count twice. */
  function useAll(word: string, called: string, files: readonly WrittenFile[]): void {
    const earlier = ({ id }: { readonly id: string }) =>
      id.startsWith(`${word} `) && /^\d+( |$)/.test(id.slice(word.length + 1))
    const cards = settings.getState().draft.addOns
    changeDraft(settings, {
      addOns: cards.map((card) => (earlier(card) ? { ...card, enabled: false } : card)),
    })
    for (const { name, bytes } of files) use(`${called}${kindIn(name)}.safetensors`, bytes)
  }
  /** What is learned is for checkpoints like the one that learns it; its file says so again once it is open. */
  function needsOf({ checkpoint, kind }: TrainingPlan): AddOnNeeds {
    const summary = summaryOf(jobs.getState(), checkpoint)
    if (!summary) return {}
    const { textWidth, inChannels } = summary
    return { textWidth, ...(kind === 'whole' && { inChannels }) }
  }
  const clock = createStepClock()
  /** The plan of the training that runs, and what it was foreseen to take. */
  let running: TrainingPlan | undefined
  let runningNeeds: TrainingNeeds | undefined
  /** What the last forecast said of what it was asked for: a training begins as it was foreseen. */
  let needs: TrainingNeeds | undefined
  /** How many forecasts were asked for, and who waits for the last. */
  let forecasts = 0
  let foreseen: (forecast: TrainingForecast) => void = () => {}

  function end(): void {
    const { training, backend } = jobs.getState()
    const step = training && clock.ended(training.id)
    const device = backend?.description.english
    if (running && step !== undefined && device !== undefined) {
      const plan = running
      settings.setState(({ costs }) => ({ costs: withTrainingCost(costs, plan, device, step, runningNeeds) }))
    }
    running = undefined
    jobs.setState({ training: undefined })
  }
  function begin(plan: TrainingPlan, step: number): string {
    const { steps, samplePrompts } = plan
    running = plan
    runningNeeds = needs
    const id = crypto.randomUUID()
    const training = {
      id,
      word: learnedName(plan),
      status: 'waiting',
      step,
      steps,
      losses: [],
      samples: [],
      samplePrompts,
    } as const
    jobs.setState({ training, unfinished: undefined })
    return id
  }

  return {
    start: (plan, images) => client.train(begin(plan, 0), plan, images),
    goOn() {
      const { unfinished } = jobs.getState()
      // It is not the form's.
      needs = undefined
      if (unfinished) client.goOnTraining(begin(unfinished.plan, unfinished.step))
    },
    forget() {
      jobs.setState({ unfinished: undefined, unreadableTraining: undefined })
      client.forgetTraining()
    },
    order: client.orderTraining,
    foresee(plan) {
      client.foreseeTraining(++forecasts, plan)
      return new Promise((resolve) => (foreseen = resolve))
    },
    cancel() {
      const { training } = jobs.getState()
      if (!training) return
      change({ status: 'cancelling' })
      client.cancel(training.id)
    },
    receive(event) {
      const { training } = jobs.getState()
      if (event.type === 'training-forecast') {
        if (event.number === forecasts) {
          needs = event.needs
          foreseen(event)
        }
        return true
      }
      if (event.type === 'unfinished-training') {
        const { plan, step } = event
        if (!training) jobs.setState({ unfinished: { plan, step } })
        return true
      }
      if (event.type === 'unreadable-training') {
        jobs.setState({ unreadableTraining: event.error })
        return true
      }
      if (!training || !('job' in event) || event.job !== training.id) return false
      switch (event.type) {
        case 'started':
          change({ status: 'running' })
          break
        case 'progress': {
          const { step, steps, stage, secondsLeft } = event
          if (stage === 'encoding') change({ making: { at: step, count: steps } })
          clock.progress(event, performance.now())
          if (stage === 'training') change({ step, ...(secondsLeft !== undefined && { secondsLeft }) })
          break
        }
        case 'loss':
          change({ losses: [...training.losses, event.loss] })
          break
        case 'training-goes-on':
          change({ losses: event.losses })
          break
        case 'training-needs':
          change({ bytes: event.bytes })
          break
        case 'sample': {
          const { step, prompt, pixels } = event
          const sample = { step, prompt, picture: thumbnail(pixels, SAMPLE_SIDE) }
          change({ samples: [...training.samples, sample] })
          break
        }
        case 'learned-so-far':
          useAll(training.word, `${training.word} ${event.step}`, event.files)
          inform(t('teach.savedSoFar', { word: training.word, step: event.step }))
          break
        case 'problem':
          // That one picture is few was said where it was chosen.
          if (event.error.code !== 'image') fail(event.error)
          break
        case 'trained':
          useAll(training.word, training.word, event.files)
          end()
          if (event.stopped) fail(event.stopped)
          else inform(t('teach.done', { word: training.word }))
          break
        case 'failed':
          end()
          fail(event.error)
          break
        case 'cancelled':
        case 'paused':
          end()
          break
      }
      return true
    },
  }
}
