// One job of a batch: its files checked and read, its edit run, its picture written.
import { join } from 'node:path'
import { layersNamedBy } from '../../../src/engine/namedLayers'
import { PalimpsestError } from '../../../src/shared/errors'
import { guideVersion } from '../../../src/shared/guideMeta'
import { englishOf, type Message } from '../../../src/shared/message'
import type { Pixels } from '../../../src/shared/pixels'
import type { Recipe } from '../../../src/shared/recipe'
import { guideMetas } from '../../../workers/guidance/list'
import { bytesAt } from '../addresses'
import { decodePicture, writePng } from '../picture'
import type { Runner } from '../runner'
import { checkBytes, type CheckedPlaces } from './checkPlace'
import type { JobLine, Place } from './jobLine'
import type { Done } from './results'

export interface JobSurroundings {
  readonly runner: Runner
  readonly places: CheckedPlaces
  /** The folder of the results. */
  readonly out: string
  readonly cancel?: AbortSignal | undefined
}

/**
 * Runs a job and writes `<id>.png`.
 * @throws PalimpsestError with one sentence; no picture is written then
 */
export async function runJob(
  job: JobLine,
  { runner, places, out, cancel }: JobSurroundings,
): Promise<Pick<Done, 'picture' | 'seconds' | 'notes' | 'guides'>> {
  const watch = stopwatch()
  const { recipe, checkpoint, networks, addOns } = job
  for (const place of [checkpoint, ...networks.values(), ...addOns.values()])
    if (place) await places.check(place)
  const edit = await runner.prepare(recipe, {
    checkpoint: checkpoint?.address,
    networks: addressesOf(networks),
    addOns: addressesOf(addOns),
  })
  const flaws: Message[] = []
  const images = await readPictures(job, flaws)
  const open = watch()
  const result = await edit({ images }, cancel && { signal: cancel })
  const edited = watch()
  const picture = `${job.id}.png`
  await writePng(join(out, picture), result.pixels)
  return {
    picture,
    seconds: { open, edit: edited, write: watch() },
    notes: [...flaws, ...result.notes].map(englishOf),
    guides: versionsOf(result.recipe),
  }
}

async function readPictures(
  { recipe, pictures }: JobLine,
  flaws: Message[],
): Promise<Record<string, Pixels>> {
  const asked = new Set(
    [recipe.image, recipe.mask, ...layersNamedBy(recipe)].filter((name) => name !== undefined),
  )
  const surplus = [...pictures.keys()].find((name) => !asked.has(name))
  if (surplus !== undefined)
    throw new PalimpsestError(
      'recipe',
      `The recipe does not ask for a picture "${surplus}".`,
      asked.size > 0 ? `It asks for: ${[...asked].join(', ')}.` : 'It asks for no picture at all.',
    )
  const images: Record<string, Pixels> = {}
  for (const name of asked) {
    const place: Place = pictures.get(name) ?? { address: name }
    const bytes = await bytesAt(place.address)
    checkBytes(bytes, place)
    images[name] = await decodePicture(bytes, place.address, (note) => flaws.push(note))
  }
  return images
}

const addressesOf = (places: ReadonlyMap<string, Place>): ReadonlyMap<string, string> =>
  new Map([...places].map(([id, { address }]) => [id, address]))

function versionsOf({ guides }: Recipe): Record<string, number> {
  return Object.fromEntries(
    guides.flatMap(({ id }) => {
      const meta = guideMetas.get(id)
      return meta ? [[id, guideVersion(meta)]] : []
    }),
  )
}

/** Seconds since it was last read, to the millisecond. */
function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const seconds = Math.round(now - last) / 1000
    last = now
    return seconds
  }
}
