// Which of the training timesteps are run: Lin et al. 2023 (arXiv:2305.08891), table 2, as NumPy rounds.
import { PalimpsestError } from '../../../src/shared/errors'
import { messages } from './messages'

export const spacings = ['leading', 'linspace', 'trailing'] as const
export type Spacing = (typeof spacings)[number]

/** Half to even, as NumPy rounds. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x)
  const rest = x - below
  if (rest !== 0.5) return Math.round(x)
  return below % 2 === 0 ? below : below + 1
}

interface SpacingOptions {
  readonly steps: number
  /** Timesteps that the checkpoint was trained with. */
  readonly trained: number
  readonly spacing: Spacing
  /** Added to the timesteps of the leading spacing. */
  readonly offset: number
}

/**
 * `steps` timesteps, noisiest first: whole ones, but for `linspace`, whose are left unrounded for samplers in sigma space.
 * @throws PalimpsestError('recipe') when there are more steps than the schedule has room for.
 */
export function spacedTimesteps({ steps, trained, spacing, offset }: SpacingOptions): number[] {
  if (steps > trained) throw tooManySteps(steps, trained)
  const upwards = Array.from({ length: steps }, (_, at) => at)
  let timesteps: number[]
  switch (spacing) {
    case 'leading':
      timesteps = upwards.map((at) => at * Math.floor(trained / steps) + offset).toReversed()
      break
    case 'linspace':
      timesteps = upwards
        .map((at) => (at === 0 ? 0 : at === steps - 1 ? trained - 1 : at * ((trained - 1) / (steps - 1))))
        .toReversed()
      break
    case 'trailing':
      timesteps = upwards.map((at) => roundHalfEven(trained - at * (trained / steps)) - 1)
      break
  }
  // The offset can push the noisiest step past the end of the schedule.
  if ((timesteps[0] as number) > trained - 1) throw tooManySteps(steps, steps - 1)
  return timesteps
}

/** The recipe asks for more steps than this checkpoint's schedule can be cut into. */
export const tooManySteps = (steps: number, most: number): PalimpsestError =>
  new PalimpsestError(messages.tooManySteps({ steps, most }))
