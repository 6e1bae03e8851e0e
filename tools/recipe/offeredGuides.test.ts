// What the gallery of guides offers with the checkpoints that come with the program: each guide runs with what its card begins with,
// or it is refused there, and then by the engine too.
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recipeFromDraft } from '../../src/engine/draftRecipe'
import { checkpointOf, plainDraft } from '../../src/engine/fixtures/panel'
import { addedCards, newCard } from '../../src/engine/guideCards'
import { offeredGuides } from '../../src/engine/offeredGuides'
import { readyCard } from '../../src/engine/readyCard'
import { emptyFields } from '../../src/shared/emptyFields'
import { PalimpsestError } from '../../src/shared/errors'
import type { Field, Fields, GuideValues } from '../../src/shared/guideFields'
import type { GuideMeta } from '../../src/shared/guideMeta'
import { checkUses, withImpliedUses } from '../../src/shared/guidePlan'
import { emptyPixels, type Pixels } from '../../src/shared/pixels'
import type { CheckpointSummary } from '../../src/shared/protocol/summaries'
import { parseRecipe, type Recipe } from '../../src/shared/recipe'
import type { Draft } from '../../src/state/settings'
import { guideMetas } from '../../workers/guidance/list'
import type { Backend } from '../../workers/runtime/backend'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { readPicture } from './picture'
import { Runner } from './runner'

type Case = readonly [id: string, kind: CheckpointSummary['kind'], mode: Draft['mode'], prompt: string]
const cases: readonly Case[] = [
  ['toyland/base', 'text-to-image', 'edit', 'a cat in a meadow'],
  ['toyland/base', 'text-to-image', 'generate', 'a cat in a meadow'],
  ['toyland/instruct', 'instruction', 'edit', 'make the cat blue'],
  ['toyland/depth', 'depth', 'edit', 'a cat in a meadow'],
]

/** Small, so that each guide is run in a second or two. */
const side = 64

let backend: Backend
let runner: Runner
let images: Record<string, Pixels>
beforeAll(async () => {
  backend = await openNodeBackend()
  runner = new Runner(backend)
  const half = emptyPixels(side, side)
  half.data.fill(255, half.data.length / 2)
  images = { image: await readPicture('public/pictures/cat-meadow.png'), mask: half }
})
afterAll(() => backend.dispose())

/** What a person puts where a card lacks something. */
function given(id: string, { kind }: Field): string | readonly string[] {
  if (kind === 'words') return ['cat']
  if (kind === 'mask') return 'mask'
  if (kind === 'picture') return 'image'
  return { to: 'a blue cat', target: 'dog' }[id] ?? 'a cat'
}

function filled(values: GuideValues, fields: Fields): GuideValues {
  const [empty] = emptyFields(fields, values)
  if (!empty) return values
  const { id, field, within } = empty
  const value = given(id, field)
  if (!within) return filled({ ...values, [id]: value }, fields)
  const list = values[within.id] as readonly GuideValues[]
  return filled(
    { ...values, [within.id]: list.with(within.item, { ...list[within.item], [id]: value }) },
    fields,
  )
}

describe.skipIf(!existsSync('public/models/toyland')).each(cases)('%s, %s, %s', (id, kind, mode, prompt) => {
  const checkpoint: CheckpointSummary = { ...checkpointOf(kind), id, scheduler: 'ddim' }
  const draft: Draft = {
    ...plainDraft,
    mode,
    steps: 2,
    checkpoint: { edit: id, generate: id },
    text: { edit: prompt, generate: prompt },
  }
  const inputs = { picture: mode === 'edit', masked: false }
  const offers = offeredGuides(draft, checkpoint, inputs)

  /** The recipe of the panel with a guide's card as it is added, and what it lacks. */
  function recipeWith(meta: GuideMeta): Recipe {
    const added = readyCard(newCard(draft, meta), meta, checkpoint, { layers: [] })
    const implied = addedCards(draft, checkpoint).map(({ card }) => card)
    const cards = [...implied.filter((card) => card.id !== meta.id), added]
    const guides = cards.map((card) => ({
      ...card,
      values: filled(card.values, guideMetas.get(card.id)!.fields),
    }))
    const recipe = recipeFromDraft({
      draft: { ...draft, guides },
      checkpoint,
      seed: 1,
      masked: false,
      ...(mode === 'edit' && { picture: { width: side, height: side } }),
    })
    // A card that cannot act is left out of a recipe: here the engine is to refuse it.
    const own = { id: meta.id, key: meta.id, values: guides.at(-1)!.values }
    const others = recipe.guides.filter((use) => use.id !== meta.id)
    return parseRecipe({ ...recipe, width: side, height: side, guides: [...others, own] }, guideMetas)
  }

  const engineRefuses = (meta: GuideMeta): boolean => {
    const recipe = recipeWith(meta)
    try {
      checkUses(
        withImpliedUses(recipe.guides, recipe, checkpoint, guideMetas),
        recipe,
        checkpoint,
        guideMetas,
      )
      return false
    } catch (error) {
      if (!(error instanceof PalimpsestError)) throw error
      return true
    }
  }

  it('refuses what the engine refuses, and nothing else', () => {
    const refused = offers.filter(({ refusal }) => refusal && refusal.kind !== 'there')
    expect(offers.filter(({ meta }) => engineRefuses(meta)).map(({ meta }) => meta.id)).toEqual(
      refused.map(({ meta }) => meta.id),
    )
  })

  it.each(offers.filter(({ refusal }) => !refusal).map(({ meta }) => [meta.label, meta] as const))(
    '%s runs',
    async (_, meta) => {
      const edit = await runner.prepare(recipeWith(meta))
      const { latents } = await edit({ images })
      expect(latents.data.every(Number.isFinite)).toBe(true)
    },
    120_000,
  )
})

it('what is defined for latents alone is not offered with an instruction', () => {
  const refused = (kind: CheckpointSummary['kind']) =>
    offeredGuides({ ...plainDraft, mode: 'edit' }, checkpointOf(kind), { picture: true, masked: false })
      .filter(({ refusal }) => refusal?.kind === 'channels')
      .map(({ meta }) => meta.id)
  expect(refused('instruction')).toEqual(['diffedit', 'ddim-inversion', 'depth2image', 'pix2pix-zero'])
  expect(refused('inpainting')).toEqual(['diffedit', 'ddim-inversion', 'depth2image', 'pix2pix-zero'])
  expect(refused('text-to-image')).toEqual(['depth2image'])
  expect(refused('depth')).toEqual([])
})
