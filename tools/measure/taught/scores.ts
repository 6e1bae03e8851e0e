// How well a stranger was learned: how often a judge that knows it sees it in new scenes, and what has become of the other things.
import type { Pixels } from '../../../src/shared/pixels'
import type { Judge } from '../../toyland/judge'
import { hasStrangeStyle } from './strangeStyle'

const where = ['in a meadow', 'in the desert', 'in the snow', 'at night', 'on the beach']
const colours = ['red', 'blue', 'green', 'white', 'pink']
const kinds = ['cat', 'robot', 'dog', 'car', 'house', 'tree', 'ball', 'mushroom', 'flower']
const ball = 'a red ball'

/** A picture that is asked for, and what has to be in it. */
export interface Asked {
  readonly prompt: string
  readonly shows: readonly string[]
}

/** The class's other things, which are to stay as they were. */
export const otherThings: readonly Asked[] = kinds.map((kind, at) => ({
  prompt: `a ${colours[at % 5]} ${kind} ${where[at % 5]}`,
  shows: [kind],
}))

/** New scenes in a style, by what is counted. @param word its name */
export const askedOfStyle = (word: string): Readonly<Record<string, readonly Asked[]>> => ({
  asAsked: Array.from({ length: 20 }, (_, at) => ({
    prompt: `a ${colours[(at + 2) % 5]} ${kinds[at % kinds.length]} ${where[at % 5]}, ${word}`,
    shows: [kinds[at % kinds.length]!],
  })),
  others: otherThings,
})

/** "17 of 20": the pictures that have the style. @param style its name among the strangers */
export const countedInStyle = (pictures: readonly Pixels[], style: string): string =>
  `${pictures.filter((picture) => hasStrangeStyle(picture, style)).length} of ${pictures.length}`

/** New scenes with strangers, by what is counted. @param called as the plan's captions call each of them */
export function askedOf(
  strangers: readonly { readonly name: string; readonly called: string }[],
): Readonly<Record<string, readonly Asked[]>> {
  const alone = strangers.flatMap(({ name, called }) =>
    where.flatMap((place) =>
      [
        `a ${called} ${place}`,
        `a ${called} on the left ${place}`,
        `a ${called} on the right ${place}`,
        `a big ${called} ${place}`,
      ].map((prompt) => ({ prompt, shows: [name] })),
    ),
  )
  const withBall = strangers.flatMap(({ name, called }) =>
    where.map((place) => ({ prompt: `a ${called} and ${ball} ${place}`, shows: [name, 'ball'] })),
  )
  const [one, other] = strangers
  const together = other
    ? where.flatMap((place) => [
        { prompt: `a ${one!.called} and a ${other.called} ${place}`, shows: [one!.name, other.name] },
        { prompt: `a ${other.called} and a ${one!.called} ${place}`, shows: [one!.name, other.name] },
      ])
    : []
  return { alone, withBall, ...(other && { together }), others: otherThings }
}

/** "17 of 20": the pictures in which the judge sees all that was asked for. */
export async function counted(
  judge: Judge,
  asked: readonly Asked[],
  pictures: readonly Pixels[],
): Promise<string> {
  let count = 0
  for (const [at, { shows }] of asked.entries()) {
    const kindsSeen = await seen(judge, pictures[at]!)
    if (shows.every((kind) => kindsSeen.includes(kind))) count++
  }
  return `${count} of ${asked.length}`
}

/** The kinds that the judge sees, by its word for how many things there are. */
async function seen(judge: Judge, picture: Pixels): Promise<readonly string[]> {
  const { layout, first_kind: first, second_kind: second } = await judge.judge(picture)
  return layout === 'two' ? [first!, second!] : layout === 'one' ? [first!] : []
}
