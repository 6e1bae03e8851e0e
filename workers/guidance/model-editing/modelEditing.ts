// Model Editing (TIME: Orgad, Kawar & Belinkov 2023, arXiv:2303.08084): keys and values of a sentence are made those of another,
// in closed form. Since the change of every layer is the same map of the embedding (editMatrix.ts), the UNet stays as it is, and
// beyond the paper a prompt may be left alone that does not say what is edited.
import { PalimpsestError } from '../../../src/shared/errors'
import type { Note } from '../../../src/shared/message'
import { mapEmbedding } from '../../diffusion/conditioning'
import type { TextTools } from '../../diffusion/environment'
import { withTokens } from '../../diffusion/textEmbedding'
import { defineGuide } from '../defineGuide'
import { alignTokens, type Sentence } from './alignTokens'
import { editMatrix, mapRows, type EditRows } from './editMatrix'
import { messages } from './messages'
import { meta } from './meta'
import { filled, says, sentencesOf } from './sentences'

interface Edit {
  readonly from: string
  readonly to: string
}

/** The paper's augmentations. */
const frames = ['A photo of ', 'An image of ', 'A picture of ']

export const modelEditing = defineGuide(meta, async (values, { text, kept, note, recipe }) => {
  const { edits, keep, scoped } = values
  edits.forEach((edit) => check(edit, note))
  const sentences = sentencesOf(values.sentences)
  const { frames: framed, paddingInPlace } = values
  const read = async () => {
    const rows: EditRows[] = []
    for (const edit of edits)
      rows.push(await rowsIn(pairsOf(edit, sentences, framed), { edit, text, paddingInPlace }))
    return rows
  }
  const rows = await kept('rows', [JSON.stringify([edits, sentences, framed, paddingInPlace])], read)
  /** The edits that a prompt says, by their number. */
  const saidIn = (prompt: string): readonly number[] =>
    [...edits.keys()].filter((at) => !scoped || says(prompt, edits[at]!.from))
  if (scoped && saidIn(recipe.prompt).length === 0) note(messages.notSaid())
  /** By the edits that they are of. */
  const maps = new Map<string, Float64Array>()
  function mapOf(said: readonly number[]): Float64Array {
    const key = said.join()
    const map = maps.get(key) ?? editMatrix(together(said.map((at) => rows[at]!)), keep)
    maps.set(key, map)
    return map
  }
  return {
    encode: (encode) => async (prompt) => {
      const [embedding, said] = [await encode(prompt), saidIn(prompt)]
      if (said.length === 0) return embedding
      return mapEmbedding(embedding, (part) => withTokens(part, mapRows(mapOf(said), part.tokens)))
    },
  }
})

function check({ from, to }: Edit, note: (said: Note) => void): void {
  if (from.trim() === to.trim()) note(messages.changesNothing({ from, to }))
}

/** An edit inside of a longer sentence, where its "A" is no longer the first word. */
function within(frame: string, { from, to }: Edit): Edit {
  const continued = (sentence: string) => frame + sentence.replace(/^A/, 'a')
  return { from: continued(from), to: continued(to) }
}

const inSentence = (sentence: string, { from, to }: Edit): Edit => ({
  from: filled(sentence, from),
  to: filled(sentence, to),
})

/** All sentences that an edit is made in, as they are and as they should be. */
function pairsOf(edit: Edit, sentences: readonly string[], framed: boolean): readonly Edit[] {
  // A sentence that says the words beside their place would be edited at one of the two only.
  const others = sentences.filter((sentence) => !says(sentence, edit.from))
  return [
    edit,
    ...others.map((sentence) => inSentence(sentence, edit)),
    ...(framed ? frames.map((frame) => within(frame, edit)) : []),
  ]
}

interface Reading {
  /** As the person wrote it. */
  readonly edit: Edit
  readonly text: TextTools
  readonly paddingInPlace: boolean
}

async function rowsIn(pairs: readonly Edit[], reading: Reading): Promise<EditRows> {
  const each: EditRows[] = []
  for (const pair of pairs) each.push(await rowsOf(pair, reading))
  return together(each)
}

/** The rows of one pair of sentences. */
async function rowsOf(pair: Edit, { edit, text, paddingInPlace }: Reading): Promise<EditRows> {
  const [source, destination] = [sentenceOf(pair.from, text), sentenceOf(pair.to, text)]
  const places = alignTokens(source, destination, text.maxLength, paddingInPlace)
  if (!places) throw misaligned(edit)
  const [old, renewed] = [
    (await text.encodeIds(idsOf(pair.from, text))).tokens,
    (await text.encodeIds(idsOf(pair.to, text))).tokens,
  ]
  const width = old.shape[2]!
  return {
    sources: Float64Array.from(old.data),
    destinations: Float64Array.from(old.data, (_, at) => {
      const [row, column] = [Math.floor(at / width), at % width]
      return renewed.data[places[row]! * width + column]!
    }),
    width,
  }
}

const idsOf = (sentence: string, text: TextTools): Int32Array => text.tokenize(sentence).ids

/** As it is aligned: "an" is as good as "a". */
function sentenceOf(sentence: string, text: TextTools): Sentence {
  const { ids, words, dropped } = text.tokenize(sentence)
  if (dropped.length > 0) throw new PalimpsestError(messages.tooLong({ sentence, limit: text.maxLength - 2 }))
  const [a, an] = ['a', 'an'].map((word) => text.tokenize(word).words)
  return [...ids.subarray(0, words.length + 2)].map((id) => (an?.length === 1 && id === an[0] ? a![0]! : id))
}

function misaligned({ from, to }: Edit): PalimpsestError {
  const rest = to.toLowerCase().split(/\s+/)
  const missing = from
    .toLowerCase()
    .split(/\s+/)
    .find((word) => !rest.includes(word))
  return missing === undefined
    ? new PalimpsestError(messages.otherOrder({ from, to }))
    : new PalimpsestError(messages.wordLeftOut({ from, to, word: missing }))
}

function together(rows: readonly EditRows[]): EditRows {
  const concatenated = (parts: readonly Float64Array[]) => {
    const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  return {
    sources: concatenated(rows.map(({ sources }) => sources)),
    destinations: concatenated(rows.map(({ destinations }) => destinations)),
    width: rows[0]!.width,
  }
}
