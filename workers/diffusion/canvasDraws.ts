import type { Tensor } from '../tensor/tensor'
import type { RandomStreams } from './random/streams'
import type { RandomNormal } from './schedulers/scheduler'
import { crop, type View } from './views'

/**
 * Random numbers of the scheduler's step: one draw for the whole canvas, of which each view takes its part, since
 * independent noise in overlapping views would lose variance in their average.
 */
export function canvasDraws(random: RandomStreams, canvas: readonly number[]): (view: View) => RandomNormal {
  const drawn: Tensor[] = []
  return (view) => {
    let at = 0
    return () => {
      const noise = (drawn[at] ??= random.stream('main').randn(canvas))
      at++
      return crop(noise, view)
    }
  }
}
