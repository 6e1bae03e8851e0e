// What all text-to-image cases have in common, on both sides.

/** As tools/toyland/evaluate.py samples, but for fewer steps. */
export const plainSettings = { steps: 20, guidance: 4 } as const
export const side = 128

export interface PlainOptions {
  readonly prompt: string
  readonly seed: number
  /** Left out: `toyland/base`. */
  readonly checkpoint?: string
  readonly guides?: readonly object[]
  /** Of the text; 1 is none. */
  readonly guidance?: number
  readonly width?: number
  readonly height?: number
}

/** A recipe of text to image. */
export function plainRecipe({
  prompt,
  seed,
  checkpoint = 'toyland/base',
  guides = [],
  guidance = plainSettings.guidance,
  width = side,
  height = side,
}: PlainOptions) {
  return {
    version: 2,
    checkpoint,
    prompt,
    seed,
    steps: plainSettings.steps,
    scheduler: 'ddim',
    width,
    height,
    // Without the guide the default scale would hold.
    guides: [{ id: 'classifier-free', values: { scale: guidance } }, ...guides],
  }
}

/** The same as arguments of a pipeline of diffusers. */
export const plainArguments = ({
  prompt,
  guidance = plainSettings.guidance,
  width,
  height,
}: PlainOptions) => ({
  prompt,
  num_inference_steps: plainSettings.steps,
  guidance_scale: guidance,
  width: width ?? side,
  height: height ?? side,
})
