// The texts of an edit, encoded: one embedding per branch.
import type { StepPlace } from '../../src/shared/curve'
import type { BranchId } from './guide'
import type { TextEmbedding } from './textEmbedding'

/** A text's embedding; or one from each of several parts of the steps, `until` as a fraction, rising, the last one 1. */
export type Embedding =
  TextEmbedding | readonly { readonly until: number; readonly embedding: TextEmbedding }[]

/** A text to its embedding. */
export type EncodeText = (text: string) => Promise<Embedding>

export interface Conditioning {
  readonly prompt: string
  readonly negativePrompt: string
  /** `cond` (the prompt) is always there. */
  readonly branches: ReadonlyMap<BranchId, Branch>
  /**
   * The branch that directions are measured against: what the base guidance makes of no text. `uncond`, or with
   * InstructPix2Pix `image`. Absent where there is no guidance.
   */
  readonly anchor?: BranchId
  /** As the checkpoint's text encoder and the run's text guides read it. */
  readonly encode: EncodeText
  /** As `encode`; no text is what the checkpoint was trained to take for none, which with some is not an empty text. */
  readonly encodeNegative: EncodeText
}

export interface Branch {
  readonly embedding: Embedding
  /** As it was typed, of one that is read in the prompt's place in a part of the canvas: its words are among those that made the picture. */
  readonly prompt?: string
  /** Made of the negative prompt: a region's own takes its place in the region. */
  readonly negative?: true
  /** Run only when a guide asks for it: not expected at a step's own latents. */
  readonly onDemand?: true
  /** The part of the steps in which it is expected; all of those in which its guide acts, where nothing is said. */
  readonly within?: readonly [number, number]
}

/** The conditioning with a further branch, or with that branch replaced. */
export function withBranch(
  conditioning: Conditioning,
  id: BranchId,
  embedding: Embedding,
  options: Omit<Branch, 'embedding'> = {},
): Conditioning {
  const branches = new Map(conditioning.branches).set(id, { embedding, ...options })
  return { ...conditioning, branches }
}

/** The embedding that holds at a step. */
export function embeddingAt(embedding: Embedding, { index, count }: StepPlace): TextEmbedding {
  if (!Array.isArray(embedding)) return embedding as TextEmbedding
  const parts = embedding as Exclude<Embedding, TextEmbedding>
  const part = parts.find(({ until }) => index < until * count - 1e-9) ?? parts.at(-1)
  if (!part) throw new RangeError('An embedding over the steps has no part.')
  return part.embedding
}

/** The embedding with every part of it changed. */
export function mapEmbedding(
  embedding: Embedding,
  change: (part: TextEmbedding) => TextEmbedding,
): Embedding {
  return Array.isArray(embedding)
    ? (embedding as Exclude<Embedding, TextEmbedding>).map(({ until, embedding: part }) => ({
        until,
        embedding: change(part),
      }))
    : change(embedding as TextEmbedding)
}
