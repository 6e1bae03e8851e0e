// When an edit shows a preview: early, evenly over its steps, and as often as the device can decode one in a small part of the time.
import type { Pixels } from '../../src/shared/pixels'
import type { StepDone } from '../diffusion/loop'
import { pixelsFromTensor } from '../image/pixelTensor'
import type { SeenStep } from './editJob'
import type { Networks } from './networks'

/** What previews may take of the time of an edit's steps: a single one a twentieth, several less, since the page draws each. */
const shares = { single: 0.05, several: 0.04 } as const

interface Decided {
  /** Steps that are done, and all of them. */
  readonly step: number
  readonly steps: number
  /** Seconds that all steps will take, without previews. */
  readonly total: number
  /** Seconds that a preview takes; undefined where nothing tells. */
  readonly each: number | undefined
  /** Previews so far, and their seconds. */
  readonly shown: number
  readonly spent: number
}

/** Whether a preview is shown after this step. The first one is as early as its cost allows, the others follow evenly. */
function isPreviewDue({ step, steps, total, each, shown, spent }: Decided): boolean {
  if (step >= steps) return false
  // A first one tells what they cost.
  if (each === undefined) return shown === 0
  const share = shown === 0 && each > shares.several * total ? shares.single : shares.several
  const affordable = shown + Math.floor((share * total - spent) / each)
  return affordable > shown && step - 1 >= (shown * (steps - 1)) / affordable
}

/**
 * Shows previews of an edit: made when its steps begin, and to be called after each.
 * @param show takes pixels at working size
 * @param now seconds
 */
export function previewsOf(
  networks: Pick<Networks, 'networkSeconds' | 'previewSeconds'>,
  show: (pixels: Pixels, step: number, seen: SeenStep) => void,
  now: () => number = () => performance.now() / 1000,
) {
  /** Seconds that each step was inside of networks: loading them, once, is no step's cost, and no preview's. */
  const times: number[] = []
  let [begun, shown, spent] = [networks.networkSeconds, 0, 0]
  let each: number | undefined
  return async ({ index, count, original }: StepDone, seen: SeenStep): Promise<void> => {
    times.push(networks.networkSeconds - begun)
    // The first one also compiles.
    const like = times.length > 1 ? times.slice(1) : times
    const total = (like.reduce((sum, time) => sum + time, 0) / like.length) * count
    each ??= networks.previewSeconds(original.shape)
    if (isPreviewDue({ step: index + 1, steps: count, total, each, shown, spent })) {
      const before = networks.networkSeconds
      const picture = await seen.decode(original)
      const decoded = now()
      show(pixelsFromTensor(picture), index + 1, seen)
      each = networks.networkSeconds - before + now() - decoded
      shown += 1
      spent += each
    }
    begun = networks.networkSeconds
  }
}
