// What is said to the cross-attention when concepts are merged: plain captions of many things in many places, of which it stays nearly as it
// was (the paper takes captions of LAION-400M), and captions that ask for a concept.

const things =
  'cat,dog,house,tree,car,flower,ball,robot,face,mushroom,man,woman,child,bird,horse,boat,chair,table,lamp,mountain'.split(
    ',',
  )
const looks = 'red,orange,yellow,green,blue,purple,pink,white,black,brown,big,small,old,wooden'.split(',')
const places = [
  'in a meadow',
  'in the desert',
  'in the snow',
  'at night',
  'on the beach',
  'in a city',
  'on a table',
  'under a cloudy sky',
  'in a room',
  'beside a river',
]

/** Two hundred of them. */
export const keptCaptions: readonly string[] = places.flatMap((place, row) =>
  things.map((thing, at) => {
    const look = looks[(3 * row + at) % looks.length]!
    const article = /^[aeiou]/.test(look) ? 'an' : 'a'
    return (row + at) % 2 === 0
      ? `${article} ${look} ${thing} ${place}`
      : `a photo of ${article} ${look} ${thing} ${place}`
  }),
)

/** As one asks for a thing, "{}", in each of the places. */
const askingCaptions: readonly string[] = [
  'a {}',
  'a photo of a {}',
  ...places.flatMap((place) => [
    `a {} ${place}`,
    `a {} on the left ${place}`,
    `a {} on the right ${place}`,
    `a big {} ${place}`,
  ]),
]

/** How concepts are merged unless something else is asked for; docs/teaching.md has what other weights are worth. */
export const usualMerger = { kind: 'weighed', asked: askingCaptions, weight: 3 } as const
