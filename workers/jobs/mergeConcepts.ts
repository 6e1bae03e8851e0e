// Concepts that Custom Diffusion learned apart, as one add-on, without any training.
import { PalimpsestError } from '../../src/shared/errors'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import type { AddOn, Embedding, Replacements } from '../models/addOns/addOn'
import type { Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { SessionCache } from '../runtime/sessionCache'
import { tensor } from '../tensor/tensor'
import { customDiffusionFile, keyAndValueKeys } from '../training/customDiffusionLesson'
import type { LearnedFile } from '../training/lesson'
import { readWeights } from '../training/readWeights'
import { wordFiles } from '../training/wordFiles'
import { bytesSource } from '../weights/bytesSource'
import { readTensor } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
import { createConceptMerger, type MergerKind } from './conceptMergers'
import { messages } from './messages'

/** A concept as it was learned. */
export interface LearnedConcept {
  /** Keys and values, and its word. */
  readonly files: readonly LearnedFile[]
  /** "robot" */
  readonly className: string
}

interface Opened {
  readonly weights: Replacements
  readonly word: Embedding
  readonly className: string
}

/**
 * Merges concepts.
 * @param kept texts that shall be read as before
 * @throws PalimpsestError('recipe') for files that are not of Custom Diffusion, or not of this checkpoint.
 */
export async function mergeConcepts(
  concepts: readonly LearnedConcept[],
  kept: readonly string[],
  merger: MergerKind,
  { checkpoint, backend }: { readonly checkpoint: Checkpoint; readonly backend: Backend },
): Promise<readonly LearnedFile[]> {
  const opened = await Promise.all(concepts.map(openConcept))
  const uses = opened.map(({ word }) => ({
    id: word.words[0]!.word,
    addOn: word,
    strength: { unet: 1, textEncoder: 1 },
  }))
  const addOns = await fitAddOns(uses, checkpoint)
  const sessions = new SessionCache(backend, Infinity)
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, { addOns })
  const called = opened.map(({ word, className }) => `${word.words[0]!.word} ${className}`.trim())
  const merge = await createConceptMerger(networks, called, kept, merger)
  await sessions.releaseAll()
  const unet = checkpoint.unet
  const weights = await readWeights(unet.weights, keyAndValueKeys(unet.config))
  const merged = []
  for (const { name, shape, values } of weights) {
    const own = await Promise.all(
      opened.map(async ({ weights }) => tensor(await readTensor(weights.replacements.get(name)!), shape)),
    )
    merged.push({ name, shape, values: merge(tensor(values, shape), own) })
  }
  return [customDiffusionFile(merged), ...wordFiles(await wordsOf(opened))]
}

async function openConcept({ files, className }: LearnedConcept): Promise<Opened> {
  const addOns = await Promise.all(files.map(({ name, bytes }) => openAddOn(bytesSource(name, bytes))))
  const weights = addOns.find((one): one is Replacements => one.kind === 'custom-diffusion')
  const word = addOns.find((one: AddOn): one is Embedding => one.kind === 'embedding')
  if (!weights || !word) throw new PalimpsestError(messages.notCustomDiffusion({ className }))
  return { weights, word, className }
}

async function wordsOf(opened: readonly Opened[]) {
  const all = opened.flatMap(({ word }) => word.words)
  const vectors = await Promise.all(all.map(({ vectors: entry }) => readTensor(entry)))
  const width = opened[0]!.word.textWidth
  const values = Float32Array.from(vectors.flatMap((one) => [...one]))
  return {
    words: all.map(({ word }, at) => ({ word, count: vectors[at]!.length / width })),
    vectors: { name: 'word_vectors', shape: [values.length / width, width], values },
  }
}
