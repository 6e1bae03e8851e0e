// What a guide is in ComfyUI, for the workflow that a recipe is exported as (the format of its API: nodes by id).
import type { Message } from './message'
import type { GuideUse, Recipe } from './recipe'

/** An output of another node: its id, and which of its outputs. */
export type ComfyLink = readonly [node: string, output: number]

export interface ComfyNode {
  readonly class_type: string
  readonly inputs: Readonly<Record<string, string | number | boolean | ComfyLink>>
}

/** A workflow while it is put together: the ends to which the next node is joined. */
export interface ComfyGraph {
  readonly recipe: Recipe
  /** Adds a node, and answers how one of its outputs is named. */
  add(classType: string, inputs: ComfyNode['inputs']): (output?: number) => ComfyLink
  /** A picture of the recipe at its working size. */
  picture(name: string): ComfyLink
  /** The same as a mask, white where it counts. */
  mask(name: string): ComfyLink
  /** Where a checkpoint, network or picture lies in ComfyUI: its file's name. */
  fileOf(name: string): string
  model: ComfyLink
  vae: ComfyLink
  positive: ComfyLink
  negative: ComfyLink
  latent: ComfyLink
  /** Scale of the guidance by the text. */
  cfg: number
  /** How much of the noise schedule is run. */
  denoise: number
  /** In place of the usual guidance. */
  guider?: ComfyLink
}

export interface ComfyPart {
  /** What these uses ask for that ComfyUI does not have; nothing where it has all. */
  readonly lacks?: (uses: readonly GuideUse[]) => Message | undefined
  /** It has a first and a last step in ComfyUI too. */
  readonly hasRange?: true
  /** Prompts are written in ComfyUI's syntax of weights. */
  readonly readsWeights?: true
  readonly apply: (graph: ComfyGraph, uses: readonly GuideUse[]) => void
}
