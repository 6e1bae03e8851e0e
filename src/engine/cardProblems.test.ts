// What the panel says before Run, with guides that have every kind of field.
import { describe, expect, it, vi } from 'vitest'
import { emptyBitmap, tiledFromMask, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { emptyPixels } from '../shared/pixels'
import { BitmapTable } from '../state/bitmapTable'
import type { Layer } from '../state/document'
import type { Draft, GuideCard } from '../state/settings'
import { cardProblems } from './cardProblems'
import { recipeFromDraft } from './draftRecipe'
import { cardOf, checkpointOf, plainDraft } from './fixtures/panel'
import { addedCards, newCard } from './guideCards'
import { layerUse } from './layerUse'
import { layersNamedBy } from './namedLayers'
import { offeredGuides, type Refusal } from './offeredGuides'

vi.mock('../../workers/guidance/list', async (original) => {
  const real = await original<typeof import('../../workers/guidance/list')>()
  const { strangeGuides } = await import('./fixtures/strangeGuides')
  return {
    ...real,
    guideMetas: new Map([...real.guideMetas, ...strangeGuides.map((meta) => [meta.id, meta] as const)]),
  }
})

const checkpoint = { ...checkpointOf('text-to-image'), scheduler: 'ddim' as const }
const bitmaps = new BitmapTable()
const layer = (id: string, kind: Layer['kind'], painted = true): Layer => {
  const mask = { width: 4, height: 4, data: new Uint8Array(16).fill(255) }
  const bitmap =
    kind === 'mask'
      ? bitmaps.add(painted ? tiledFromMask(mask) : emptyBitmap(4, 4, 1))
      : bitmaps.add(tiledFromPixels(emptyPixels(4, 4)))
  return { id, kind, name: id, bitmap, visible: true, opacity: 1, x: 0, y: 0 }
}
const layers = [
  layer('photo', 'image'),
  layer('left', 'mask'),
  layer('bare', 'mask', false),
  layer('blank', 'sketch'),
]
const draftWith = (...guides: GuideCard[]): Draft => ({
  ...plainDraft,
  text: { edit: 'a cat', generate: 'a cat' },
  guides,
})
const problems = (draft: Draft, change: Partial<Parameters<typeof cardProblems>[0]> = {}) => [
  ...cardProblems({
    draft,
    checkpoint,
    document: { layers },
    bitmaps,
    networks: [],
    language: 'en',
    picture: true,
    masked: false,
    ...change,
  }).values(),
]
const part = (change: object) => ({ prompt: 'a house', mask: 'left', weight: 1, ...change })
const layoutOf = (...parts: object[]) =>
  cardOf('layout', { values: { parts: parts.map(part) } as unknown as GuideCard['values'] })

describe('what is wrong with the cards', () => {
  it('is nothing where everything is there', () => {
    expect(problems(draftWith(cardOf('tint'), layoutOf({})))).toEqual([])
    // The mask is needed only where there is no weight.
    expect(problems(draftWith(layoutOf({ mask: '' })))).toEqual([])
    expect(problems(draftWith(cardOf('shape', { values: { hint: 'photo' } })))).toEqual([])
  })

  it('is a network of another family', () => {
    const values = { network: 'toyland/controlnet-canny', hint: 'photo' }
    const led = draftWith(cardOf('controlnet', { values }))
    expect(problems(led)).toEqual([])
    expect(problems(led, { checkpoint: { ...checkpoint, id: 'someone/sd15', textWidth: 768 } })).toEqual([
      'ControlNet: toyland/controlnet-canny does not go with someone/sd15. Choose another network or another checkpoint.',
    ])
  })

  it('is a network that could not be opened, or is one for something else', () => {
    const source = { kind: 'hub', repository: 'a/b', revision: 'main' } as const
    const draft = draftWith(
      cardOf('controlnet', { values: { network: 'mine', hint: 'photo', depthModel: 'deep' } }),
    )
    const deep = {
      id: 'deep',
      source,
      status: 'open',
      summary: { id: 'deep', label: 'deep', kind: 'depth-estimation', bytes: 1 },
    } as const
    expect(problems(draft, { networks: [deep] })).toEqual([])
    const error = { code: 'weights', message: 'No.', hint: 'Yes.' } as const
    const failed = { id: 'mine', source, status: 'failed', error } as const
    expect(problems(draft, { networks: [failed] })).toEqual([
      'ControlNet: mine could not be opened. Choose another network for “Network”.',
    ])
    const other = { ...deep, summary: { ...deep.summary, kind: 'image-segmentation' } } as const
    expect(problems(draft, { networks: [other] })).toEqual([
      'ControlNet: deep is a model for “image-segmentation”, and “Depth seen by” needs one for “depth-estimation”.',
    ])
  })

  it.each<[string, GuideCard[], string]>([
    ['an empty picture', [cardOf('shape')], 'Shape: draw or open a picture as “Lines”, or choose a layer.'],
    ['no words', [cardOf('focus')], 'Focus: choose “Words”.'],
    [
      'a word that is not in the prompt',
      [cardOf('focus', { values: { words: ['cat', 'dog'] } })],
      'Focus: “dog” is not in the prompt any more.',
    ],
    [
      'a word that is only the beginning of another',
      [cardOf('focus', { values: { words: ['ca'] } })],
      'Focus: “ca” is not in the prompt any more.',
    ],
    ['a part without a prompt', [layoutOf({}, { prompt: ' ' })], 'Layout: fill in “Prompt” of part 2.'],
    [
      'a part without a mask',
      [layoutOf({ mask: '', weight: 0 })],
      'Layout: paint “Mask” of part 1, or choose a layer.',
    ],
    [
      'a layer that was deleted',
      [cardOf('shape', { values: { hint: 'gone' } })],
      'Shape: the layer for “Lines” is not there any more. Choose another one.',
    ],
    [
      'a mask of its own that was deleted',
      [cardOf('tint', { mask: 'gone' })],
      'Tint: the layer for “Where” is not there any more. Choose another one.',
    ],
    [
      'a mask with nothing on it',
      [layoutOf({ mask: 'bare' })],
      'Layout: nothing is painted on the mask “bare” for “Mask”.',
    ],
    [
      'a sketch on which nothing is drawn',
      [cardOf('shape', { values: { hint: 'blank' } })],
      'Shape: “blank” for “Lines” is of one colour. Draw on it, or choose another layer.',
    ],
    [
      'two that exclude each other',
      [layoutOf({}), cardOf('focus', { values: { words: ['cat'] } })],
      'Layout and Focus cannot run together: a part has no words in common with another.',
    ],
  ])('is said of %s', (_, cards, sentence) => {
    expect(problems(draftWith(...cards))).toContain(sentence)
  })

  it('is said of either side of an excluded pair', () => {
    expect(problems(draftWith(layoutOf({}), cardOf('focus', { values: { words: ['cat'] } })))).toEqual([
      'Layout and Focus cannot run together: a part has no words in common with another.',
      'Focus and Layout cannot run together: a part has no words in common with another.',
    ])
  })

  it('is said of a sampler that the guide does not know, the checkpoint’s own or another', () => {
    const draft = draftWith(cardOf('focus', { values: { words: ['cat'] } }))
    const sentence = 'Focus does not work with the scheduler PNDM. Choose DDIM, Euler.'
    expect(problems(draft)).toEqual([])
    expect(problems({ ...draft, scheduler: 'pndm' })).toEqual([sentence])
    expect(problems(draft, { checkpoint: { ...checkpoint, scheduler: 'pndm' } })).toEqual([sentence])
    expect(
      problems({ ...draft, scheduler: 'euler' }, { checkpoint: { ...checkpoint, scheduler: 'pndm' } }),
    ).toEqual([])
  })

  it('is said of a sampler that draws noise where a picture is inverted', () => {
    const values = { source: 'cat', target: 'dog' }
    const draft = { ...draftWith(cardOf('pix2pix-zero', { values })), scheduler: 'euler-ancestral' as const }
    const straying =
      /^Turn one thing into another turns the picture into noise and back, and Euler ancestral draws new noise/
    expect(problems(draft)).toEqual([expect.stringMatching(straying)])
    expect(problems({ ...draft, scheduler: 'ddim', eta: 0.3 })).toEqual([
      expect.stringMatching(/with “Fresh noise” at 0.3 noise is drawn on the way/),
    ])
    expect(problems({ ...draft, scheduler: 'ddim' })).toEqual([])
    // A new picture is not inverted.
    expect(problems(draft, { picture: false })).toEqual([])
  })

  it('is nothing for a card that is switched off or left out', () => {
    expect(problems(draftWith(cardOf('shape', { enabled: false }), cardOf('depths')))).toEqual([])
  })
})

describe('cards that the checkpoint cannot use', () => {
  const draft = draftWith(cardOf('depths'), cardOf('tint'))
  const guidesOf = (next: Draft, kind: 'text-to-image' | 'depth') =>
    recipeFromDraft({
      draft: next,
      checkpoint: checkpointOf(kind),
      seed: 1,
      masked: false,
      picture: { width: 64, height: 64 },
    }).guides.map(({ id }) => id)

  it('stay in the panel, say why, and are left out of the recipe', () => {
    expect(addedCards(draft, checkpoint).map(({ meta, rest }) => [meta.id, rest])).toEqual([
      ['tint', undefined],
      ['depths', 'channels'],
    ])
    expect(guidesOf(draft, 'text-to-image')).toEqual(['classifier-free', 'tint'])
    expect(guidesOf(draft, 'depth')).toContain('depths')
  })

  it('rest while a picture is generated, where they change one', () => {
    const generating = { ...draft, mode: 'generate' as const }
    const mine = addedCards(generating, checkpointOf('depth')).filter(({ implied }) => !implied)
    expect(mine.map(({ rest }) => rest)).toEqual([undefined, 'picture'])
  })

  it('have every setting of the items of their lists', () => {
    const stored = { parts: [{ prompt: 'a house', colour: 'red' }] } as unknown as GuideCard['values']
    const [first] = addedCards(draftWith(cardOf('layout', { values: stored })), checkpoint)
    expect(first?.card.values).toEqual({ parts: [{ prompt: 'a house', mask: '', weight: 1 }] })
    const [fresh] = addedCards(draftWith(newCard(plainDraft, first!.meta)), checkpoint)
    expect(fresh?.card.values).toEqual({ parts: [{ prompt: '', mask: '', weight: 1 }] })
  })

  it('lose a setting that the guide takes no more, and keep the others', () => {
    const odd = cardOf('tint', { values: { amount: 99, mode: 'dark', soft: 'yes' } })
    const [first] = addedCards(draftWith(odd), checkpoint)
    expect(first?.card.values).toEqual({ amount: 3, mode: 'dark', soft: true, delay: 2 })
  })
})

it('says which word a text leaves out that has to say more than another', () => {
  const edit = (to: string) => cardOf('model-editing', { values: { edits: [{ from: 'a rose', to }] } })
  expect(problems(draftWith(edit('a blue house')))).toEqual([
    'Model editing: “To” of edit 1 leaves out “rose”. It needs all words of “From”, and more.',
  ])
  expect(problems(draftWith(edit('')))).toEqual(['Model editing: fill in “To” of edit 1.'])
  for (const right of ['a blue rose', 'an orange rose', 'A Rose, blue'])
    expect(problems(draftWith(edit(right)))).toEqual([])
})

describe('what a checkpoint does not run without', () => {
  const depth = { ...checkpointOf('depth'), scheduler: 'ddim' as const }
  it('has a card that cannot be switched off, and says what it lacks', () => {
    const off = cardOf('depth2image', { enabled: false })
    for (const draft of [draftWith(), draftWith(off)]) {
      const cards = addedCards(draft, depth).filter(({ meta }) => meta.id === 'depth2image')
      expect(cards.map(({ card, implied }) => [card.enabled, implied])).toEqual([[true, true]])
      expect(problems(draft, { checkpoint: depth })).toEqual([
        'Depth: draw or open a picture as “Depth map”, or choose a layer.',
      ])
    }
    const given = draftWith(cardOf('depth2image', { values: { depth: 'photo' } }))
    expect(problems(given, { checkpoint: depth })).toEqual([])
  })
})

describe('guides on offer', () => {
  const refusals = (
    draft: Draft,
    inputs = { picture: true, masked: false },
    of = checkpoint,
  ): (Refusal['kind'] | undefined)[] =>
    offeredGuides(draft, of, inputs)
      .filter(({ meta }) => ['layout', 'tint', 'focus', 'shape', 'depths'].includes(meta.id))
      .map(({ refusal }) => refusal?.kind)

  it('are refused with a reason, and several of one kind are not', () => {
    const depth = 'channels'
    expect(refusals(draftWith())).toEqual([undefined, undefined, undefined, undefined, depth])
    expect(refusals(draftWith(cardOf('tint'), cardOf('shape')))).toEqual([
      undefined,
      'there',
      undefined,
      undefined,
      depth,
    ])
    expect(refusals(draftWith(cardOf('layout')))).toEqual(['there', undefined, 'apart', undefined, depth])
    expect(refusals(draftWith(cardOf('focus')))).toEqual(['apart', undefined, 'there', undefined, depth])
    expect(refusals({ ...draftWith(), scheduler: 'lcm', pace: 'own' })[2]).toBe('sampler')
    const editing = { ...checkpointOf('depth'), scheduler: 'ddim' as const }
    expect(refusals(draftWith(), { picture: true, masked: false }, editing)[4]).toBeUndefined()
    expect(refusals(draftWith(), { picture: false, masked: false }, editing)[4]).toBe('picture')
  })
})

it('a layer is told by the prompt beside it, or else by its network, or else by its guide', () => {
  const cards = [
    cardOf('tint', { mask: 'bare' }),
    layoutOf({ prompt: ' ', mask: 'right' }, { prompt: ' a red house' }),
    cardOf('shape', { values: { hint: 'photo' } }),
  ]
  const use = (layer: string) => layerUse(cards, layer, 'en')
  const led = (network: string) =>
    layerUse([cardOf('controlnet', { values: { hint: 'lines', network } })], 'lines', 'en')
  expect([led('toyland/controlnet-depth'), led('someone/poses'), led('')]).toEqual([
    'Depth',
    'someone/poses',
    'ControlNet',
  ])
  expect(['left', 'right', 'photo', 'bare', 'other'].map(use)).toEqual([
    'a red house',
    'Layout',
    'Shape',
    'Tint',
    undefined,
  ])
})

it('the layers that guides name are those that are sent, each once', () => {
  const cards = [layoutOf({}, { mask: 'bare' }), cardOf('shape', { values: { hint: 'photo' }, mask: 'left' })]
  const recipe = recipeFromDraft({ draft: draftWith(...cards), checkpoint, seed: 1, masked: false })
  expect(layersNamedBy(recipe)).toEqual(['left', 'bare', 'photo'])
})
