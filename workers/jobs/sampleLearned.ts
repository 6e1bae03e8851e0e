// Pictures by what has been learned so far: the checkpoint with the lesson's files over it, as an edit will use them.
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { guideMetas } from '../guidance/list'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import type { Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { SessionCache } from '../runtime/sessionCache'
import type { LearnedFile } from '../training/lesson'
import { wholeUNetFile } from '../training/wholeLesson'
import { bytesSource } from '../weights/bytesSource'
import { readHeader } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import type { Networks } from './networks'
import { suitedGuides } from './suitedGuides'

interface SampleMeans {
  readonly checkpoint: Checkpoint
  /** Of the checkpoint as it is, whose decoder is used. */
  readonly networks: Networks
  readonly backend: Backend
  readonly signal?: AbortSignal | undefined
  /** Further parts of the recipes. */
  readonly recipe?: object
}

/** A picture of each of the plan's prompts, of the same noise every time, so that only what was learned differs. */
export async function sampleLearned(
  plan: TrainingPlan,
  files: readonly LearnedFile[],
  { checkpoint, networks, backend, signal, recipe: further }: SampleMeans,
): Promise<readonly Pixels[]> {
  const sessions = new SessionCache(backend, Infinity)
  const learned = await withLearned(plan, files, checkpoint)
  const own = new CheckpointNetworks(learned.checkpoint, backend, sessions, {
    signal,
    addOns: learned.addOns,
  })
  // Nothing is learned of the decoder, which is loaded already.
  const decode: Networks['decode'] = (latents, as) => networks.decode(latents, as)
  const both = Object.create(own, { decode: { value: decode } }) as Networks
  const guides = suitedGuides(plan.checkpoint)
  try {
    const pictures: Pixels[] = []
    for (const prompt of plan.samplePrompts) {
      const { size, seed } = plan
      const recipe = parseRecipe(
        {
          version: 2,
          checkpoint: plan.checkpoint,
          prompt,
          seed,
          steps: 20,
          width: size,
          height: size,
          guides,
          ...further,
        },
        guideMetas,
      )
      pictures.push((await runEdit({ recipe, images: {} }, both, { signal })).pixels)
    }
    return pictures
  } finally {
    await sessions.releaseAll()
  }
}

async function withLearned(
  { kind }: TrainingPlan,
  files: readonly LearnedFile[],
  original: Checkpoint,
): Promise<{
  readonly checkpoint: Checkpoint
  readonly addOns?: Awaited<ReturnType<typeof fitAddOns>>
}> {
  let [checkpoint, laidOver] = [original, files]
  if (kind === 'whole') {
    const isUNet = ({ name }: LearnedFile) => name === wholeUNetFile
    const { name, bytes } = files.find(isUNet)!
    const weights = await readHeader(bytesSource(name, bytes))
    checkpoint = { ...original, unet: { ...original.unet, weights } }
    laidOver = files.filter((file) => !isUNet(file))
  }
  if (laidOver.length === 0) return { checkpoint }
  const uses = await Promise.all(
    laidOver.map(async ({ name, bytes }) => ({
      id: name,
      addOn: await openAddOn(bytesSource(name, bytes)),
      strength: { unet: 1, textEncoder: 1 },
    })),
  )
  return { checkpoint, addOns: await fitAddOns(uses, checkpoint) }
}
