// What a training draws, without training: every step's noised latents, timesteps and captions, for another program to train on.
import type { TrainingPlan } from '../../../src/shared/trainingPlan'
import type { Pixels } from '../../../src/shared/pixels'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { runTraining } from '../../../workers/jobs/trainJob'
import type { TrainingMeans } from '../../../workers/jobs/trainingEvents'
import type { Checkpoint } from '../../../workers/models/checkpoint'
import type { Backend, Feeds, Session } from '../../../workers/runtime/backend'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import { zeros, type IntTensor, type Tensor } from '../../../workers/tensor/tensor'
import { lossInputs } from '../../../workers/training/trainingGraph'
import { writeSafetensors, type WrittenTensor } from '../../../workers/weights/writeSafetensors'

/** What a run is fed with, in memory. */
type Numbers = Readonly<Record<string, Tensor | IntTensor>>

/** Of a word that is learned the captions are token ids: their embeddings change while it trains. */
interface Recorded {
  readonly steps: Numbers[]
  readonly captions: Numbers[]
}

/**
 * A safetensors file. Of each step the UNet's `sample`, `timestep`, `target` and `loss_weight`, and of a ControlNet's the `hint`; `embedding.<step>`, or where the text
 * trains `ids.<step>`, with the ids of learned words beyond the vocabulary; under `first.` what trains as it begins.
 */
export async function drawnSteps(
  plan: TrainingPlan,
  images: Readonly<Record<string, Pixels>>,
  { checkpoint, backend, controlNetwork }: Pick<TrainingMeans, 'checkpoint' | 'backend' | 'controlNetwork'>,
): Promise<Uint8Array> {
  const recorded: Recorded = { steps: [], captions: [] }
  const watched = watching(backend, recorded)
  const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 4e9))
  const drawn = { ...plan, samplePrompts: [], saveEvery: 0, ema: 0 }
  await runTraining({ plan: drawn, images }, { checkpoint, networks, backend: watched, controlNetwork })
  return writeSafetensors([
    ...recorded.steps.flatMap(stepTensors),
    ...captionTensors(recorded, checkpoint, plan.vectors),
  ])
}

/** A backend whose trainings learn nothing. */
function watching(backend: Backend, { steps, captions }: Recorded): Backend {
  return {
    ...backend,
    createSession: async (model, signal) => {
      const names = model.inputs.map(({ name }) => name)
      const nothing = () =>
        Promise.resolve(new Map(model.outputs.map(({ name, shape }) => [name, zeros(shape)])))
      const still: Pick<Session, 'inputs' | 'release'> = { inputs: names, release: async () => {} }
      if (names.includes(lossInputs.weight))
        return {
          ...still,
          run: (feeds) => (steps.push(copied(steps.length === 0 ? feeds : ofStepAlone(feeds))), nothing()),
        }
      if (names.includes('upstream')) return { ...still, run: nothing }
      const session = await backend.createSession(model, signal)
      if (!names.includes('learned_embeddings')) return session
      return { ...session, run: (feeds) => (captions.push(copied(feeds)), session.run(feeds)) }
    },
  }
}

const copied = (feeds: Feeds): Numbers =>
  Object.fromEntries(
    Object.entries(feeds as Numbers).map(([name, one]) => [name, { ...one, data: one.data.slice() }]),
  ) as Numbers

/** Without what trains, which is as large as a network. */
const ofStepAlone = (feeds: Feeds): Feeds =>
  Object.fromEntries(Object.entries(feeds).filter(([name]) => ofSteps.includes(name)))

const ofSteps = ['sample', 'timestep', 'target', lossInputs.weight, 'encoder_hidden_states', 'hint']

function stepTensors(feeds: Numbers, step: number): WrittenTensor[] {
  return Object.entries(feeds).flatMap(([name, { data, shape }]) => {
    const values = Float32Array.from(data)
    if (ofSteps.includes(name))
      return [{ key: `${name === 'encoder_hidden_states' ? 'embedding' : name}.${step}`, shape, values }]
    return step === 0 ? [{ key: `first.${name}`, shape, values }] : []
  })
}

/** The captions of each step, one below the other. */
function captionTensors(
  { steps, captions }: Recorded,
  { textEncoder }: Checkpoint,
  vectors: number,
): WrittenTensor[] {
  if (captions.length === 0) return []
  const batch = captions.length / steps.length
  return steps.map((_, step) => {
    const rows = captions
      .slice(step * batch, (step + 1) * batch)
      .map(idsOf(textEncoder.config.vocabSize, vectors))
    const length = rows[0]!.length
    return {
      key: `ids.${step}`,
      shape: [batch, length],
      values: Float32Array.from(rows.flatMap((row) => [...row])),
    }
  })
}

/** A word's vectors stand in their order. @param vectors of the one word that is learned */
const idsOf =
  (vocabSize: number, vectors: number) =>
  ({ input_ids: ids, from_table: table }: Numbers): Float32Array => {
    let learned = 0
    return Float32Array.from(ids!.data, (id, at) =>
      table && (table as Tensor).data[at] === 0 ? vocabSize + (learned++ % vectors) : id,
    )
  }
