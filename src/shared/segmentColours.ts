// Colours of the maps that ControlNets for segmentation are led by.

/** Of the 150 classes of ADE20K (Zhou et al. 2017), in their order: what the networks of Stable Diffusion were trained with. */
const ade20k = `
  787878 b47878 06e6e6 503232 04c803 787850 8c8c8c cc05ff e6e6e6 04fa07 e005ff ebff07 96053d 787846 08ff33 ff0652 8fff8c ccff04
  ff3307 cc4603 0066c8 3de6fa ff0633 0b66ff ff0747 ff09e0 0907e6 dcdcdc ff095c 7009ff 08ffd6 07ffe0 ffb806 0aff47 ff290a 07ffff
  e0ff08 6608ff ff3d06 ffc207 ff7a08 00ff14 ff0829 ff0599 0633ff eb0cff a09614 00a3ff 8c8c8c fa0a0f 14ff00 1fff00 ff1f00 ffe000
  99ff00 0000ff ff4700 00ebff 00adff 1f00ff 0bc8c8 ff5200 00fff5 003dff 00ff70 00ff85 ff0000 ffa300 ff6600 c2ff00 008fff 33ff00
  0052ff 00ff29 00ffad 0a00ff adff00 00ff99 ff5c00 ff00ff ff00f5 ff0066 ffad00 ff0014 ffb8b8 001fff 00ff3d 0047ff ff00cc 00ffc2
  00ff52 000aff 0070ff 3300ff 00c2ff 007aff 00ffa3 ff9900 00ff0a ff7000 8fff00 5200ff a3ff00 ffeb00 08b8aa 8500ff 00ff5c b800ff
  ff001f 00b8ff 00d6ff ff0070 5cff00 00e0ff 70e0ff 46b8a0 a300ff 9900ff 47ff00 ff00a3 ffcc00 ff008f 00ffeb 85ff00 ff00eb f500ff
  ff007a fff500 0abed4 d6ff00 00ccff 1400ff ffff00 0099ff 0029ff 00ffcc 2900ff 29ff00 ad00ff 00f5ff 4700ff 7a00ff 00ffb8 005cff
  b8ff00 0085ff ffd600 19c2c2 66ff00 5c00ff`
  .trim()
  .split(/\s+/)

/** Of Toyland's kinds of things, as `SEGMENT_COLOURS` in tools/toyland/maps.py. */
const toyland = {
  sky: '06e6e6',
  ground: '04c803',
  house: 'ff09e0',
  tree: '047846',
  cat: 'fff500',
  dog: '8c4614',
  robot: '7878ff',
  car: '0066c8',
  ball: 'ff0066',
  flower: 'ff0000',
  mushroom: 'ffa300',
  face: '96053d',
} as const

/** Classes of ADE20K that pictures are drawn of, by their number in its order. */
const drawn = {
  sky: 2,
  grass: 9,
  building: 1,
  house: 25,
  tree: 4,
  plant: 17,
  mountain: 16,
  water: 21,
  sea: 26,
  road: 6,
  ground: 13,
  person: 12,
  car: 20,
  wall: 0,
  floor: 3,
  window: 8,
  door: 14,
  table: 15,
  chair: 19,
  bed: 7,
} as const

export type SegmentKind = keyof typeof toyland | keyof typeof drawn

/** A kind of things and its colour, as "#rrggbb". */
export interface SegmentColour {
  readonly kind: SegmentKind
  readonly colour: string
}

/** What can be drawn for a network, the sky and what is below it first. */
export function kindsFor(network: string): readonly SegmentColour[] {
  const colours: Readonly<Record<string, string>> = /^toyland\b/.test(network)
    ? toyland
    : Object.fromEntries(Object.entries(drawn).map(([kind, at]) => [kind, ade20k[at]!]))
  return Object.entries(colours).map(([kind, colour]) => ({
    kind: kind as SegmentKind,
    colour: `#${colour}`,
  }))
}

/** Red, green and blue of each class. Classes of other data sets have ADE20K's colours in their order, so that they differ. */
export function segmentColours(names: readonly string[]): readonly (readonly [number, number, number])[] {
  const isToyland = names.every((name) => Object.hasOwn(toyland, name))
  return names.map((name, at) => {
    const colour = isToyland ? toyland[name as keyof typeof toyland] : ade20k[at % ade20k.length]!
    const value = Number.parseInt(colour, 16)
    return [value >> 16, (value >> 8) & 255, value & 255]
  })
}
