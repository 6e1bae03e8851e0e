// What a step of a training takes on this device, by what was measured here.
import { guideMetas } from '../../workers/guidance/list'
import { classPictureSteps } from '../shared/lessonKinds'
import { conceptsOf, type TrainingPlan } from '../shared/trainingPlan'
import type { MeasuredCost } from '../state/settings'

/** As many kinds of trainings as are remembered. */
const mostKinds = 12

/** A pass there and back computes about three times what the pass there does: each product has two gradients. */
const THERE_AND_BACK = 3
/** Passes of the UNet in a step in which a picture of the class is made, with guidance. */
const CLASS_PASSES = 2

/** The pixels of all pictures of a step together: those of the class are learned along. */
const pixelsOf = ({ batch, size, classPictures }: TrainingPlan): number =>
  batch * size ** 2 * (classPictures > 0 ? 2 : 1)

/** The costs with the one of a training that has ended, in place of what was known of its kind. */
export function withTrainingCost(
  costs: readonly MeasuredCost[],
  plan: TrainingPlan,
  device: string,
  step: number,
): readonly MeasuredCost[] {
  const { checkpoint, kind } = plan
  const own = { device, checkpoint, guides: '', teaches: kind, pixels: pixelsOf(plan), step }
  const trainings = costs.filter(({ teaches }) => teaches !== undefined)
  const others = trainings.filter((cost) => !isOf(cost, plan, device)).slice(0, mostKinds - 1)
  return [...costs.filter(({ teaches }) => teaches === undefined), own, ...others]
}

const isOf = (cost: MeasuredCost, { checkpoint, kind }: TrainingPlan, device: string): boolean =>
  cost.device === device && cost.checkpoint === checkpoint && cost.teaches === kind

/** Passes of the UNet in a step of an edit by words alone; undefined of any other. @param guides a guide's id, several, or none */
function passesOf(guides: string): number | undefined {
  if (guides === '') return 1
  const meta = guideMetas.get(guides)
  return meta?.role === 'base' && meta.fills === undefined ? 2 : undefined
}

interface TrainingTime {
  /** Of the whole training. */
  readonly seconds: number
  /** By what: another training of the kind, or edits. */
  readonly by: 'trainings' | 'edits'
}

/** The steps of edits, times their pixels, in which pictures of the classes and of companions are made. */
function pixelsMade(plan: TrainingPlan): number {
  const concepts = conceptsOf(plan)
  const classes = new Set(concepts.map(({ className }) => className))
  const pictures = concepts.flatMap((concept) => concept.pictures)
  const made = classes.size * plan.classPictures + pictures.length * plan.companions.length
  return made * classPictureSteps * plan.size ** 2
}

/** How long a training will take, its class pictures with it; undefined where nothing like it has run here. */
export function trainingTime(
  costs: readonly MeasuredCost[],
  plan: TrainingPlan,
  device: string | undefined,
): TrainingTime | undefined {
  if (device === undefined) return undefined
  const pixels = plan.steps * pixelsOf(plan)
  const same = costs.find((cost) => isOf(cost, plan, device))
  const edit = costs.find(
    (cost) =>
      cost.device === device &&
      cost.checkpoint === plan.checkpoint &&
      cost.teaches === undefined &&
      passesOf(cost.guides) !== undefined,
  )
  /** Of a pixel. */
  const pass = edit && edit.step / edit.pixels / passesOf(edit.guides)!
  const trained = same ? same.step / same.pixels : pass && THERE_AND_BACK * pass
  if (trained === undefined) return undefined
  const made = CLASS_PASSES * (pass ?? trained / THERE_AND_BACK)
  return { seconds: trained * pixels + made * pixelsMade(plan), by: same ? 'trainings' : 'edits' }
}
