// What a training takes on this device, by what was measured here.
import { guideMetas } from '../../workers/guidance/list'
import { classPictureSteps, passesInTraining, passSide } from '../shared/lessonKinds'
import type { TrainingNeeds } from '../shared/protocol/answers'
import { conceptsOf, type TrainingPlan } from '../shared/trainingPlan'
import type { MeasuredCost } from '../state/settings'

/** As many kinds of trainings as are remembered. */
const mostKinds = 12

/** Passes of the UNet in a step in which a picture is made, with guidance. */
const GUIDED = 2
/** Of its own passes, what a picture takes with its text and its decoding. */
const WITH_DECODING = 1.1
/**
 * Of a pass that was rehearsed, what a later one takes: the first few get memory, and the browser compiles better what has run for a while.
 * Trainings on wasm took 0.47 and 0.54 of what rehearsals told.
 */
const LATER = 0.5
/**
 * What trains is also handed to the network in each step, and its gradients back: times the optimiser's own time, what both take. Measured
 * in Node of a LoRA of rank 64, a whole UNet and a ControlNet.
 */
const WITH_HANDING_OVER = 1.8
/** Passes that getting the networks ready for a picture on the way takes. */
const READY_FOR_SAMPLE = 25

/** The pixels of all pictures of a step together: those of the class are learned along. */
const pixelsOf = ({ batch, size, classPictures }: TrainingPlan): number =>
  batch * size ** 2 * (classPictures > 0 ? 2 : 1)

/**
 * The costs with the one of a training that has ended, in place of what was known of its kind.
 * @param needs as they were foreseen of it, where they were
 */
export function withTrainingCost(
  costs: readonly MeasuredCost[],
  plan: TrainingPlan,
  device: string,
  step: number,
  needs?: TrainingNeeds,
): readonly MeasuredCost[] {
  const { checkpoint, kind } = plan
  const reckoned = needs && { passes: passPixels(plan, needs), optimiser: needs.optimiser }
  const own: MeasuredCost = {
    device,
    checkpoint,
    guides: '',
    teaches: kind,
    pixels: pixelsOf(plan),
    step,
    ...(reckoned && { reckoned }),
  }
  const trainings = costs.filter(({ teaches }) => teaches !== undefined)
  const others = trainings.filter((cost) => !isOf(cost, plan, device)).slice(0, mostKinds - 1)
  return [...costs.filter(({ teaches }) => teaches === undefined), own, ...others]
}

/** What a step is reckoned to take in passes of the UNet, times the pixels of a picture. */
function passPixels(plan: TrainingPlan, { work }: TrainingNeeds): number {
  const { step, forWork } = passesInTraining(plan)
  return (step + forWork * work) * plan.size ** 2
}

/** Seconds of a step, by one of another training of its kind: the optimiser takes its time by itself, whatever the pictures. */
function stepLike(
  { step, pixels, reckoned }: MeasuredCost,
  plan: TrainingPlan,
  needs: TrainingNeeds,
): number {
  if (!reckoned) return (step * pixelsOf(plan)) / pixels
  const inPasses = Math.max(step - WITH_HANDING_OVER * reckoned.optimiser, step / 2)
  return (inPasses * passPixels(plan, needs)) / reckoned.passes + WITH_HANDING_OVER * needs.optimiser
}

const isOf = (cost: MeasuredCost, { checkpoint, kind }: TrainingPlan, device: string): boolean =>
  cost.device === device && cost.checkpoint === checkpoint && cost.teaches === kind

/** Passes of the UNet in a step of an edit by words alone; undefined of any other. @param guides a guide's id, several, or none */
function passesOf(guides: string): number | undefined {
  if (guides === '') return 1
  const meta = guideMetas.get(guides)
  return meta?.role === 'base' && meta.fills === undefined ? GUIDED : undefined
}

interface TrainingTime {
  /** Of the whole training. */
  readonly seconds: number
  /** By what: another training of the kind, or edits. */
  readonly by: 'trainings' | 'edits'
  /** By a rehearsal alone, whose first runs are slower than others: it may take half as long. */
  readonly rough?: true
}

/** Passes of the UNet in which pictures of the classes, of companions, and those on the way are made. */
function passesOfPictures(plan: TrainingPlan): number {
  const concepts = conceptsOf(plan)
  const classes = new Set(concepts.map(({ className }) => className))
  const pictures = concepts.flatMap((concept) => concept.pictures)
  const made = classes.size * plan.classPictures + pictures.length * plan.companions.length
  const { steps, sampleEvery, samplePrompts } = plan
  const shows = samplePrompts.length > 0 ? 1 + (sampleEvery > 0 ? Math.ceil(steps / sampleEvery) - 1 : 0) : 0
  const each = classPictureSteps * GUIDED * WITH_DECODING
  return made * each + shows * (READY_FOR_SAMPLE + samplePrompts.length * each)
}

/**
 * How long a training will take, with the pictures that are made for it and on its way; undefined where nothing like it has run here.
 * @param needs as the engine foresees it, where it does
 */
export function trainingTime(
  costs: readonly MeasuredCost[],
  plan: TrainingPlan,
  device: string | undefined,
  needs: TrainingNeeds | undefined,
): TrainingTime | undefined {
  if (device === undefined || !needs) return undefined
  const same = costs.find((cost) => isOf(cost, plan, device))
  const edit = costs.find(
    (cost) =>
      cost.device === device &&
      cost.checkpoint === plan.checkpoint &&
      cost.teaches === undefined &&
      passesOf(cost.guides) !== undefined,
  )
  const inPasses = passPixels(plan, needs) / plan.size ** 2
  const trained = same && stepLike(same, plan, needs)
  const rehearsed = needs.pass && needs.pass * (needs.rehearsed ? LATER : 1)
  /** Of one picture. */
  const pass = edit ? (edit.step * plan.size ** 2) / edit.pixels / passesOf(edit.guides)! : rehearsed
  const known = pass ?? (trained && trained / inPasses)
  if (known === undefined) return undefined
  // To be made ready takes as long at any size.
  const seconds =
    plan.steps * (trained ?? inPasses * known + WITH_HANDING_OVER * needs.optimiser) +
    known * (passesInTraining(plan).ready * (passSide / plan.size) ** 2 + passesOfPictures(plan))
  return { seconds, by: same ? 'trainings' : 'edits', ...(!same && !edit && { rough: true }) }
}
