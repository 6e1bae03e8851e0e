import { useEffect, useState } from 'react'
import { asDescribed } from '../../actions/captioning'
import { planOf, type LessonForm } from '../../actions/teaching'
import { useEditor, useJobs, useSettings } from '../EditorContext'
import { trainingTime } from '../../engine/trainingCost'
import type { TrainingForecast } from '../../engine/trainingLink'
import type { ErrorReport } from '../../shared/errors'
import { reportOf } from '../../shared/errors'
import type { TrainingPlan } from '../../shared/trainingPlan'
import { summaryOf } from '../../state/jobs'

/** Pause after a change: settings are tried one after the other. */
const settleMs = 300

interface Foreseen {
  readonly bytes?: number | undefined
  /** Why it cannot be, with what could. */
  readonly refusal?: ErrorReport | undefined
  /** Of time, and by what it is reckoned; absent: nothing like it has run here. */
  readonly time?: ReturnType<typeof trainingTime>
}

/** What the training that the form describes will take of this device, or why it would be refused. */
export function useTrainingForecast(form: LessonForm): Foreseen {
  const editor = useEditor()
  const { engine } = editor
  const checkpoint = useSettings(({ draft }) => draft.checkpoint.generate)
  const costs = useSettings((state) => state.costs)
  const summary = useJobs((state) => summaryOf(state, checkpoint))
  const device = useJobs(({ backend }) => backend?.description.english)
  // The engine answers between jobs only.
  const idle = useJobs(({ jobs }) => jobs.length === 0)
  const [found, setFound] = useState<TrainingForecast>({})
  const read = readPlan(() => planOf(asDescribed(editor, form), checkpoint, summary))
  const asked = read.plan && summary && idle && device !== undefined ? JSON.stringify(read.plan) : undefined
  useEffect(() => {
    if (asked === undefined) return undefined
    let gone = false
    const timer = setTimeout(async () => {
      const answer = await engine.foreseeTraining(JSON.parse(asked) as TrainingPlan)
      if (!gone) setFound(answer)
    }, settleMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [asked, engine])
  if (!read.plan) return { refusal: read.refusal }
  const { needs, refusal } = found
  return { bytes: needs?.bytes, refusal, time: trainingTime(costs, read.plan, device, needs) }
}

function readPlan(
  read: () => TrainingPlan,
): { readonly plan: TrainingPlan } | { readonly plan?: undefined; readonly refusal: ErrorReport } {
  try {
    return { plan: read() }
  } catch (error) {
    return { refusal: reportOf(error) }
  }
}
