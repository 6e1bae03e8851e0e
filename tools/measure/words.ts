// Toyland's words, as tools/toyland/world.py and captions.py have them.

export const kinds = ['ball', 'house', 'tree', 'car', 'flower', 'mushroom', 'robot', 'cat', 'dog'] as const
/** Kinds that may wear a hat. */
export const hatted = ['house', 'robot', 'cat', 'dog'] as const
export const colours = [
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'white',
  'black',
  'brown',
] as const
export const places = {
  meadow: 'in a meadow',
  desert: 'in the desert',
  snow: 'in the snow',
  night: 'at night',
  beach: 'on the beach',
} as const
export type Place = keyof typeof places
export const placeNames = Object.keys(places) as readonly Place[]

/** The noun with "a" or "an". */
export const withArticle = (noun: string) => `${'aeiou'.includes(noun[0] as string) ? 'an' : 'a'} ${noun}`
