// Concepts that Custom Diffusion learned apart, as one add-on: the paper's closed form, without any training.
import { PalimpsestError } from '../../src/shared/errors'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import type { AddOn, Embedding, Replacements } from '../models/addOns/addOn'
import type { Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { SessionCache } from '../runtime/sessionCache'
import { stackRows } from '../tensor/stackRows'
import { tensor, type Tensor } from '../tensor/tensor'
import { customDiffusionFile, keyAndValueKeys } from '../training/customDiffusionLesson'
import type { LearnedFile } from '../training/lesson'
import { createMerger } from '../training/mergedWeight'
import { readWeights } from '../training/readWeights'
import { wordFiles } from '../training/wordFiles'
import { bytesSource } from '../weights/bytesSource'
import { readTensor } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
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
  /** A text's tokens to its end, that included, without those of `before`, [n, D]. */
  const rowsOf = async (text: string, before = ''): Promise<Tensor> => {
    const { ids, words } = networks.tokenizer.tokenize(text)
    const { tokens } = await networks.encodeText(ids, { clipSkip: 0 })
    const width = tokens.shape[2]!
    const first = 1 + networks.tokenizer.tokenize(before).words.length
    const end = Math.min(words.length + 1, ids.length - 1)
    return tensor(tokens.data.slice(first * width, (end + 1) * width), [end + 1 - first, width])
  }
  const texts = stackRows(await Promise.all(kept.map((text) => rowsOf(text))))
  const ofConcepts = await Promise.all(
    opened.map(async ({ word, className }) => {
      const called = `${word.words[0]!.word} ${className}`.trim()
      // "a photo of" is not the concept's.
      return stackRows([await rowsOf(called), await rowsOf(`a photo of ${called}`, 'a photo of')])
    }),
  )
  await sessions.releaseAll()
  const unet = checkpoint.unet
  const merge = createMerger({ kept: texts, words: stackRows(ofConcepts) })
  const weights = await readWeights(unet.weights, keyAndValueKeys(unet.config))
  const merged = []
  for (const { name, shape, values } of weights) {
    const wanted = await Promise.all(
      opened.map(async ({ weights: own }, at) =>
        projected(ofConcepts[at]!, tensor(await readTensor(own.replacements.get(name)!), shape)),
      ),
    )
    merged.push({ name, shape, values: merge(tensor(values, shape), stackRows(wanted)) })
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

/** x W', [n, out], of x [n, D] and W [out, D]. */
function projected(x: Tensor, weight: Tensor): Tensor {
  const [count = 0, width = 0] = x.shape
  const [out = 0] = weight.shape
  const result = new Float32Array(count * out)
  for (let row = 0; row < count; row++)
    for (let channel = 0; channel < out; channel++) {
      let sum = 0
      for (let at = 0; at < width; at++) sum += x.data[row * width + at]! * weight.data[channel * width + at]!
      result[row * out + channel] = sum
    }
  return tensor(result, [count, out])
}
