// `npm run measure:words`: how well a word's mask, and the light on it, cover the thing that it names.
//
//   npm run measure:words -- [--from N] [--count N] [--only one|two|regions|drawn]
//
// Generated pictures of one thing, of two, and of two regions with prompts of their own, whose truth is Toyland's segmenter's, and
// drawings, whose truth is drawn: with their caption, and with the thing's name alone. PALIMPSEST_PYTHON names a Python with tools/requirements.txt.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { commandOptions } from '../../command/commandOptions'
import { maskFromMaps } from '../../../src/canvas/kernels/maskFromMaps'
import { captionOf } from '../../../src/engine/captionOf'
import { otherThings } from '../../../src/canvas/kernels/otherThings'
import { lightOf } from '../../../src/canvas/kernels/toldApart'
import type { Pixels } from '../../../src/shared/pixels'
import { parseRecipe } from '../../../src/shared/recipe'
import { guideMetas } from '../../../workers/guidance/list'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../../workers/jobs/editJob'
import { mapWords } from '../../../workers/jobs/wordMaps'
import { openCheckpoint } from '../../../workers/models/checkpoint'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import { drawCases } from '../drawings'
import { plainRecipe, side } from '../plainRecipe'
import { choose, seeded } from '../seeded'
import { colours, kinds, placeNames, places, withArticle } from '../words'
import { boxes } from '../techniques/regions'
import { openSegmenter } from './trueObject'

const { values: options } = commandOptions(import.meta.url, {
  options: {
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '100' },
    only: { type: 'string' },
  },
})
const [from, count] = [Number(options.from), Number(options.count)]
const parts: readonly string[] = ['one', 'two', 'regions', 'drawn']
if (options.only !== undefined && !parts.includes(options.only))
  throw new Error(`--only takes one of these: ${parts.join(', ')}.`)
const isWanted = (part: string) => options.only === undefined || options.only === part
const python = process.env['PALIMPSEST_PYTHON'] ?? 'python3'
const backend = await openNodeBackend({ threads: 1 })
const networks = new CheckpointNetworks(
  await openCheckpoint(pathTree(resolve('public/models/toyland/base'))),
  backend,
  new SessionCache(backend, 4e9),
)
const segmenter = await openSegmenter(backend)
const scores = new Map<string, number[]>()

/** Adds the overlap of the mask of a word, and of the light on it, with where its thing is. */
async function score(
  row: string,
  { recipe, images = {} }: { readonly recipe: object; readonly images?: Readonly<Record<string, Pixels>> },
  {
    kind,
    picture,
    truth,
  }: { readonly kind: string; readonly picture: Pixels; readonly truth: readonly boolean[] },
): Promise<void> {
  const of = 'image' in recipe ? 'picture' : 'edit'
  const parsed = parseRecipe(recipe, guideMetas)
  const { prompts, words, maps, carried } = await mapWords({ recipe: parsed, images }, networks, of)
  const [, height = 0, width = 0] = maps.shape
  const place = { left: 0, top: 0, width: picture.width, height: picture.height }
  const word = words.findIndex(({ text }) => text === kind)
  const mask = maskFromMaps(
    { width, height, carried: carried.data, place },
    { words: [word], against: otherThings({ prompts, words }, word) },
    picture,
  )
  const isMasked = ([x, y]: Place) =>
    mask.data[Math.floor(y * mask.height) * mask.width + Math.floor(x * mask.width)]! > 0
  note(row, overlap(truth, isMasked))
  if (of === 'picture') return
  const light = lightOf({ prompts, words, width, height, carried: carried.data }, word)
  const isLit = ([x, y]: Place) => light.data[Math.floor(y * height) * width + Math.floor(x * width)]! > 0.5
  note(`${row}, lit by half or more`, overlap(truth, isLit))
}

/** Shares of the sides. */
type Place = readonly [x: number, y: number]

const note = (row: string, one: number) => scores.set(row, [...(scores.get(row) ?? []), one])

/** The overlap (IoU) of what is told of places with the truth, a square of which is given row by row. */
function overlap(truth: readonly boolean[], told: (place: Place) => boolean): number {
  const across = Math.sqrt(truth.length)
  let [both, either] = [0, 0]
  truth.forEach((real, at) => {
    const found = told([((at % across) + 0.5) / across, (Math.floor(at / across) + 0.5) / across])
    both += found && real ? 1 : 0
    either += found || real ? 1 : 0
  })
  return both / either
}

/** Words of the prompt of one thing, or of two. */
async function generated(number: number, things: 1 | 2): Promise<void> {
  const random = seeded(`words ${things} ${number}`)
  const kind = choose(random, kinds)
  const others = kinds.filter((one) => one !== kind)
  const said = [kind, choose(random, others)]
    .slice(0, things)
    .map((one) => `${withArticle(choose(random, colours))} ${one}`)
  const prompt = `${said.join(' and ')} ${places[choose(random, placeNames)]}`
  const row = things === 1 ? 'generated, one thing' : 'generated, two things'
  await scoreMade(row, kind, plainRecipe({ prompt, seed: number }))
}

/** A word of the prompt of one region of two. */
async function inRegions(number: number): Promise<void> {
  const random = seeded(`words regions ${number}`)
  const kind = choose(random, kinds)
  const other = choose(
    random,
    kinds.filter((one) => one !== kind),
  )
  const place = places[choose(random, placeNames)]
  const [own, beside] = random() < 0.5 ? [boxes.left, boxes.right] : [boxes.right, boxes.left]
  const region = (one: string, box: object) => ({
    prompt: `${withArticle(`${choose(random, colours)} ${one}`)} ${place}`,
    ...box,
  })
  const values = { regions: [region(kind, own), region(other, beside)], bootstrapping: 0.4, centred: true }
  const recipe = plainRecipe({ prompt: place, seed: number, guides: [{ id: 'regions', values }] })
  await scoreMade('generated, a word of a region', kind, recipe)
}

/** Where the segmenter finds the thing in what a recipe makes. */
async function scoreMade(row: string, kind: string, recipe: object): Promise<void> {
  const { pixels } = await runEdit({ recipe: parseRecipe(recipe, guideMetas), images: {} }, networks)
  const truth = await segmenter.find(pixels, kind)
  if (truth) await score(row, { recipe }, { kind, picture: pixels, truth })
}

async function drawings(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'palimpsest-words-'))
  try {
    const drawn = await drawCases(python, 'replacements', from + count, folder)
    for (const { texts, labels, pictures } of drawn.slice(from)) {
      const kind = labels['before']!['first_kind']!
      const [picture, thing] = [pictures['before']!, pictures['thing']!]
      const truth = Array.from({ length: thing.width * thing.height }, (_, at) => thing.data[at * 4]! > 127)
      const base = {
        version: 2,
        checkpoint: 'toyland/base',
        steps: 50,
        width: side,
        height: side,
        image: 'image',
      }
      for (const [row, prompt] of [
        ['drawn, its caption', texts['before']!],
        ['drawn, the name alone', captionOf(kind)],
      ] as const)
        await score(
          row,
          { recipe: { ...base, prompt }, images: { image: picture } },
          { kind, picture, truth },
        )
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

try {
  for (let number = from; number < from + count; number++) {
    if (isWanted('one')) await generated(number, 1)
    if (isWanted('two')) await generated(number, 2)
    if (isWanted('regions')) await inRegions(number)
  }
  if (isWanted('drawn')) await drawings()
} finally {
  await backend.dispose()
}

console.log('| pictures | mean IoU | median IoU | at least 0.6 | pictures |')
console.log('| --- | --- | --- | --- | --- |')
for (const [row, all] of scores) {
  const sorted = all.toSorted((a, b) => a - b)
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  const good = all.filter((one) => one >= 0.6).length / all.length
  const cells = [
    row,
    mean.toFixed(3),
    sorted[sorted.length >> 1]!.toFixed(3),
    `${(100 * good).toFixed(0)} %`,
    all.length,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
