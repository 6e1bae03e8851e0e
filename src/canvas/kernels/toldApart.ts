// What a word made, told from what words of other things made: all words are drawn to things, whichever they name.
import { otherThings, type SaidOfPicture } from './otherThings'
import { blurred, meanMap, rangeOf, stretched, type WordMap } from './wordMap'

export interface CarriedMaps {
  readonly width: number
  readonly height: number
  /** words x height x width */
  readonly carried: Float32Array
}

/** How far around a place words are compared, of the shorter side: about as far as a half of a thing. */
const reach = 0.15
/** Where a word is attended to more than this part of its largest attention, there may be a thing. */
const onThings = 0.5
/** Where words differ less than this between things, none of them is left out wholly: there may be one thing alone. */
const leastRange = 0.6

export interface ChosenWords {
  /** Whose mean map it is. */
  readonly words: readonly number[]
  /** Words of other things. */
  readonly against?: readonly number[]
}

/**
 * From 0 to 1. A thing is the word's whose attention leads around it, by comparison with the picture's other things: a word may lead on
 * all of them, and another on parts of one.
 */
export function toldApart(maps: CarriedMaps, { words, against = [] }: ChosenWords): WordMap {
  const mapOf = (of: readonly number[]) => stretched(meanMap(maps, maps.carried, of))
  const own = mapOf(words)
  if (against.length === 0) return own
  const others = against.map((word) => mapOf([word]).data)
  const other = own.data.map((_, at) => Math.max(...others.map((map) => map[at]!)))
  const thing = own.data.map((value, at) => Math.max(value, other[at]!))
  const lead = leadAround(own, other, thing)
  const [least, most] = rangeOf(lead.filter((_, at) => thing[at]! > onThings))
  if (most < least) return own
  const range = Math.max(most - least, leastRange)
  // All of what the word leads most on, none of what it leads least on, and in the middle half of the range a part.
  const share = (at: number) => 0.5 + (2 * lead[at]! - (least + most)) / range
  return { ...own, data: own.data.map((value, at) => value * Math.min(Math.max(share(at), 0), 1)) }
}

/** By how much a map exceeds another around each place, what lies on things counting most. */
function leadAround(
  { width, height, data }: WordMap,
  other: Float32Array,
  thing: Float32Array,
): Float32Array {
  const sigma = reach * Math.min(width, height)
  const around = (of: Float32Array) => blurred({ width, height, data: of }, sigma).data
  const counts = around(thing.map((value) => value ** 2))
  const sums = around(thing.map((value, at) => value ** 2 * (data[at]! - other[at]!)))
  return sums.map((sum, at) => (counts[at]! > 0 ? sum / counts[at]! : 0))
}

/** What one word of a prompt made, 0 to 1: its largest part is 1. */
export function lightOf(maps: CarriedMaps & SaidOfPicture, word: number): WordMap {
  const against = otherThings(maps, word)
  return stretched(toldApart(maps, { words: [word], against }))
}
