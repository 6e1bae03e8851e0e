import type { Pixels } from '../../src/shared/pixels'
import type { Segments } from '../../src/shared/protocol/answers'
import { segmentColours } from '../../src/shared/segmentColours'
import { imageFor } from './pipe'
import type { Loaded } from './loadedModels'

/** Pixels on the longer side of a map: 150 classes at 512x512 are 157 MB on the way. */
const longestSide = 512

/** What the pipeline gives for each class or each thing. */
interface Segment {
  readonly label: string | null
  readonly mask: { readonly data: ArrayLike<number> }
}

/** What each part of a picture shows; what belongs to no thing is "background". Networks for single things give those of a kind together. */
export async function segmentsOf(loaded: Loaded, picture: Pixels): Promise<Segments> {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale))
  const [width, height] = [side(picture.width), side(picture.height)]
  const image = imageFor(loaded.pipe, picture, loaded.library)
  const found = (await loaded.pipe(image, { target_sizes: [[height, width]] })) as readonly Segment[]
  const names: string[] = []
  const taken = new Uint8Array(width * height).fill(255)
  for (const { label, mask } of found) {
    const name = label ?? 'background'
    if (!names.includes(name)) names.push(name)
    const index = names.indexOf(name)
    for (let at = 0; at < taken.length; at++) if (mask.data[at]! > 127) taken[at] = index
  }
  if (!taken.includes(255)) return { width, height, names, classes: taken }
  if (!names.includes('background')) names.push('background')
  const rest = names.indexOf('background')
  return { width, height, names, classes: taken.map((index) => (index === 255 ? rest : index)) }
}

/** The map in flat colours, at the picture's size. */
export async function segmentPictureOf(loaded: Loaded, picture: Pixels): Promise<Pixels> {
  const { width, height, names, classes } = await segmentsOf(loaded, picture)
  const all = Object.values((loaded.pipe.model.config['id2label'] ?? {}) as Readonly<Record<string, string>>)
  const colours = segmentColours(all)
  const data = new Uint8ClampedArray(picture.width * picture.height * 4).fill(255)
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      const from = Math.floor((y * height) / picture.height) * width + Math.floor((x * width) / picture.width)
      // What no class was found for is black.
      data.set(colours[all.indexOf(names[classes[from]!]!)] ?? [0, 0, 0], (y * picture.width + x) * 4)
    }
  return { width: picture.width, height: picture.height, data }
}
