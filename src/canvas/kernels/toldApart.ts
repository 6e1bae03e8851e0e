// What a word made, told from what words of other things made: all words are drawn to things, whichever they name.
import { otherThings, type SaidOfPicture } from './otherThings'
import { meanMap, stretched, type WordMap } from './wordMap'

export interface CarriedMaps {
  readonly width: number
  readonly height: number
  /** words x height x width */
  readonly carried: Float32Array
}

/** How much of the attention of other things' words is taken away. */
const againstShare = 0.85

export interface ChosenWords {
  /** Whose mean map it is. */
  readonly words: readonly number[]
  /** Words of other things. */
  readonly against?: readonly number[]
}

/** At most 1; below 0 where words of other things are attended to more. */
export function toldApart(maps: CarriedMaps, { words, against = [] }: ChosenWords): WordMap {
  const mapOf = (of: readonly number[]) => stretched(meanMap(maps, maps.carried, of))
  const own = mapOf(words)
  const others = against.map((word) => mapOf([word]).data)
  const data = own.data.map(
    (value, at) => value - againstShare * Math.max(0, ...others.map((other) => other[at]!)),
  )
  return { ...own, data }
}

/** What one word of a prompt made, 0 to 1: what is less than nothing has no part in it. */
export function lightOf(maps: CarriedMaps & SaidOfPicture, word: number): WordMap {
  const against = otherThings(maps, word)
  const told = toldApart(maps, { words: [word], against })
  return stretched({ ...told, data: told.data.map((value) => Math.max(0, value)) })
}
