// `npm run pictures:guides`: makes the pictures of the guides' pages with the bundled checkpoints, in Node.
//
//   npm run pictures:guides -- [ID...]
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { GuideValues } from '../../../src/shared/guideFields'
import type { GuideMeta } from '../../../src/shared/guideMeta'
import { keptValues } from '../../../src/shared/guideValues'
import { emptyPixels, type Pixels } from '../../../src/shared/pixels'
import { parseRecipe, recipeVersion } from '../../../src/shared/recipe'
import { guideMetas } from '../../../workers/guidance/list'
import { pixelsFromUnit } from '../../../workers/image/pixelTensor'
import { resize } from '../../../workers/image/resample'
import { suitedGuides } from '../../../workers/jobs/suitedGuides'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { readPicture, writeWebp } from '../../recipe/picture'
import { Runner } from '../../recipe/runner'
import { guidePictures, type GuidePicture, type Panel } from './guidePictures'
import { tellHelp } from '../../command/tellHelp.mjs'

tellHelp(import.meta.url)

const folder = 'docs/pictures/guides'
/** Of a panel. */
const mostBytes = 40_000
/** Pixels of a panel's height, and between two. */
const [side, gap] = [256, 8]

type Made = Extract<Panel, { kind: 'made' }>

const backend = await openNodeBackend({ threads: 1 })
const runner = new Runner(backend)
const open = await readPicture('public/pictures/cat-meadow.png')

/** A run of a panel's recipe, with the guide where it has values. */
async function run({ recipe, values }: Made, meta: GuideMeta) {
  const { scale, ...settings } = recipe as { readonly scale?: number; readonly checkpoint: string }
  const base = suitedGuides(settings.checkpoint).map((use) => ({
    ...use,
    values: { ...(use.values as GuideValues), ...(scale !== undefined && { scale }) },
  }))
  const own = values && [
    { id: meta.id, values: keptValues(meta.fields, values, meta.suits?.[settings.checkpoint]) },
  ]
  const parsed = parseRecipe(
    { version: recipeVersion, scheduler: 'ddim', ...settings, guides: [...base, ...(own ?? [])] },
    guideMetas,
  )
  const shown = new Map<string, Pixels>()
  const { pixels } = await (
    await runner.prepare(parsed)
  )({ images: { open } }, { onShow: ({ name, picture }) => void shown.set(name, pixelsFromUnit(picture)) })
  return { pixels, shown }
}

async function take({ id, panels, wide = 1 }: GuidePicture): Promise<void> {
  const meta = guideMetas.get(id)
  if (!meta) throw new RangeError(`There is no guide "${id}".`)
  const runs = new Map<Panel, Awaited<ReturnType<typeof run>>>()
  for (const panel of panels) if (panel.kind === 'made') runs.set(panel, await run(panel, meta))
  const last = runs.get(panels.at(-1)!)
  const pictureOf = (panel: Panel): Pixels => {
    if (panel.kind === 'open') return open
    const found = panel.kind === 'shown' ? last?.shown.get(panel.name) : runs.get(panel)?.pixels
    if (!found) throw new RangeError(`The guide "${id}" shows no "${(panel as { name: string }).name}".`)
    return found
  }
  const pieces = panels.map((panel) => resize(pictureOf(panel), wide * side, side))
  const path = join(folder, `${id}.webp`)
  const bytes = await writeWebp(path, besideEachOther(pieces))
  console.log(`${path}: ${Math.round(bytes / 1000)} kB`)
  if (bytes > mostBytes * panels.length * wide) throw new Error(`${path} is larger than it need be.`)
}

/** Pictures of one size in a row, what is between them transparent. */
function besideEachOther(pieces: readonly Pixels[]): Pixels {
  const { width, height } = pieces[0]!
  const row = emptyPixels(pieces.length * (width + gap) - gap, height)
  for (const [at, { data }] of pieces.entries())
    for (let y = 0; y < height; y++)
      row.data.set(
        data.subarray(y * width * 4, (y + 1) * width * 4),
        (y * row.width + at * (width + gap)) * 4,
      )
  return row
}

await mkdir(folder, { recursive: true })
const asked = process.argv.slice(2)
for (const picture of guidePictures) if (asked.length === 0 || asked.includes(picture.id)) await take(picture)
await backend.dispose()
