// A training between the stores and the engine: what it says on its way, and the add-on that comes of it.
import type { Editor } from '../app/editor'
import type { Pixels } from '../shared/pixels'
import type { AddOnSource, EngineEvent } from '../shared/protocol'
import type { TrainingPlan } from '../shared/trainingPlan'
import type { Training } from '../state/jobs'
import { changeDraft } from '../state/settings'
import type { EngineClient } from './engineClient'

interface TrainingLink {
  start(plan: TrainingPlan, images: Readonly<Record<string, Pixels>>): void
  cancel(): void
  /** Whether the event was the training's. */
  receive(event: EngineEvent): boolean
}

export function createTrainingLink(
  { jobs, settings, fail, inform, t }: Pick<Editor, 'jobs' | 'settings' | 'fail' | 'inform' | 't'>,
  client: Pick<EngineClient, 'train' | 'cancel'>,
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
    changeDraft(settings, { addOns: [...others, { id, enabled: true, strength: 1 }] })
    addOns.open(id, { kind: 'file', file: new File([new Uint8Array(bytes)], name) })
  }
  const end = () => jobs.setState({ training: undefined })

  return {
    start(plan, images) {
      const id = crypto.randomUUID()
      const { word, steps } = plan
      jobs.setState({ training: { id, word, status: 'waiting', step: 0, steps, losses: [] } })
      client.train(id, plan, images)
    },
    cancel() {
      const { training } = jobs.getState()
      if (!training) return
      change({ status: 'cancelling' })
      client.cancel(training.id)
    },
    receive(event) {
      const { training } = jobs.getState()
      if (!training || !('job' in event) || event.job !== training.id) return false
      switch (event.type) {
        case 'started':
          change({ status: 'running' })
          break
        case 'progress': {
          const { step, secondsLeft } = event
          change({ step, ...(secondsLeft !== undefined && { secondsLeft }) })
          break
        }
        case 'loss':
          change({ losses: [...training.losses, event.loss] })
          break
        case 'trained': {
          end()
          const several = event.files.length > 1
          for (const { name, bytes } of event.files)
            use(several ? `${training.word} ${name}` : `${training.word}.safetensors`, bytes)
          inform(t('teach.done', { word: training.word }))
          break
        }
        case 'failed':
          end()
          fail(event.error)
          break
        case 'cancelled':
          end()
          break
      }
      return true
    },
  }
}
