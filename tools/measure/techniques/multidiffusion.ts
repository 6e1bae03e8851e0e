// MultiDiffusion: a wide canvas without seams, every part of it what the words say.
import { columnsOf, seam } from '../pictureScores'
import { plainArguments, plainRecipe, side } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { defineTechnique } from '../technique'
import { placeNames, places, type Place } from '../words'

interface Case {
  readonly prompt: string
  readonly seed: number
  readonly place: Place
  /** Things that windows share hide their seams, and have edges of their own. */
  readonly isEmpty: boolean
}

const width = 3 * side
/** A quarter of a window, which is the guide's default. */
const stride = 32

const empty: Readonly<Record<Place, string>> = {
  meadow: 'an empty meadow',
  desert: 'a desert',
  snow: 'mountains in the snow',
  night: 'a landscape at night',
  beach: 'an empty beach',
}

function caseOf(index: number): Case {
  const place = choose(seeded(`multidiffusion ${index}`), placeNames)
  const isEmpty = index % 2 === 0
  const prompt = isEmpty ? empty[place] : `a house and a tree ${places[place]}`
  return { prompt, seed: index, place, isEmpty }
}

/** Columns where windows begin or end. */
const borders = (every: number) => Array.from({ length: width / every - 1 }, (_, at) => (at + 1) * every)

const panorama = (options: object) => ({
  id: 'multidiffusion',
  values: { window: 128, circular: false, ...options },
})

export const multidiffusion = defineTechnique<Case>({
  id: 'multidiffusion',
  title: 'Panorama (MultiDiffusion)',
  about:
    'Pictures of 384 x 128 pixels in windows of 128; half of them show things. Without it the three windows stand side by side and do not overlap.',
  note: 'diffusers’ windows do not fade at their edges; the pictures are compared without that.',
  caseOf,
  withIt: (one) => ({ recipe: plainRecipe({ ...one, width, guides: [panorama({ stride, feather: 0.5 })] }) }),
  withoutIt: (one) => ({
    recipe: plainRecipe({ ...one, width, guides: [panorama({ stride: side, feather: 0 })] }),
  }),
  // diffusers' windows do not fade at their edges.
  likeDiffusers: (one) => ({
    recipe: plainRecipe({ ...one, width, guides: [panorama({ stride, feather: 0 })] }),
  }),
  diffusers: (one) => ({
    pipeline: 'OwnWindows',
    checkpoint: 'toyland/base',
    seed: one.seed,
    arguments: plainArguments({ ...one, width }),
  }),
  score: async ({ place, isEmpty }, { picture }, { judge }) => {
    const parts = [0, side, 2 * side].map((left) => columnsOf(picture, left, side))
    const seen = await Promise.all(parts.map(judge))
    const right = seen.filter(({ answers }) => answers['background'] === place).length / parts.length
    if (!isEmpty) return { right }
    return { right, seams: seam(picture, borders(stride)), joints: seam(picture, borders(side)) }
  },
  scores: {
    right: { label: 'thirds of the canvas that show the place', as: 'share', aim: 'at least 90 %' },
    joints: {
      label: 'landscapes: change of colour across columns 128 and 256, as a multiple of that beside them',
      as: 'mean',
      aim: 'about 1',
    },
    seams: {
      label: 'the same at all borders of its windows (every 32 columns)',
      as: 'mean',
      aim: 'about 1',
    },
  },
})
