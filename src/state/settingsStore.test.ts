import { expect, it } from 'vitest'
import { adoptSettings, createSettingsStore } from './settingsStore'

const storageWith = (draft: object | undefined) => () =>
  ({ getItem: () => JSON.stringify({ draft }), setItem() {} }) as unknown as Storage
const paceIn = (shared: object | undefined, own?: object) =>
  createSettingsStore('en', storageWith(shared), own && (() => tab(own))).getState().draft.pace
const tab = (draft: object) => ({ getItem: () => JSON.stringify(draft), setItem() {} }) as unknown as Storage

it('the steps of a draft that was stored before they followed the checkpoint stay the person’s own', () => {
  expect(paceIn(undefined)).toBe('suited')
  expect(paceIn({})).toBe('suited')
  expect(paceIn({ steps: 30 })).toBe('own')
  expect(paceIn({ steps: 4, pace: 'suited' })).toBe('suited')
  expect(paceIn({ steps: 4, pace: 'suited' }, { steps: 30 })).toBe('own')
  expect(paceIn({ steps: 30 }, { steps: 4, pace: 'suited' })).toBe('suited')
})

/** A storage with settings in it. */
function storageHolding(settings: object) {
  let text = JSON.stringify(settings)
  const storage = { getItem: () => text, setItem: (_: string, next: string) => void (text = next) }
  return { of: () => storage as unknown as Storage, now: () => JSON.parse(text) as Record<string, unknown> }
}
const odd = {
  theme: 'sepia',
  telemetry: 'never',
  tools: { brushSize: 'wide', stabiliser: 0.5 },
  draft: {
    mode: 'video',
    text: { edit: 'make it night', video: 'a walk' },
    scheduler: 'sampler-of-tomorrow',
    steps: 100_000,
    strength: -2,
    frames: 24,
    guides: [
      { id: 'of-tomorrow', key: 'a', enabled: true, range: [0, 1], values: { much: 3 }, layer: 'x' },
      { id: 'sega', key: 'sega', enabled: 'auto', range: { from: 0.2 }, values: 'all', mask: 7 },
      null,
      'sega',
    ],
    addOns: [{ id: 'a', enabled: true, strength: 'strong' }, 3],
  },
  prompts: ['a cat', { text: 'a dog' }],
  remembered: [{ guide: 'sega', name: 'n', values: {} }, 'nonsense'],
  costs: [
    { device: 'd' },
    {
      device: 'd',
      checkpoint: 'c',
      guides: '',
      pixels: 1,
      step: 1,
      teaches: 'lora',
      reckoned: { passes: 0, optimiser: 1 },
    },
  ],
}

it('settings that another version stored are used as far as they can be, and stored again as they were', () => {
  const [common, tab] = [storageHolding(odd), storageHolding(odd.draft)]
  const store = createSettingsStore('ko', common.of, tab.of)
  const { theme, tools, draft, prompts, remembered, costs } = store.getState()
  expect({ theme, prompts, remembered, costs }).toMatchObject({
    theme: 'system',
    prompts: ['a cat'],
    remembered: [{ guide: 'sega' }],
    costs: [],
  })
  expect(tools).toMatchObject({ brushSize: 24, hardness: 0.8 })
  expect(draft).toMatchObject({ mode: 'edit', scheduler: 'checkpoint', steps: 20, strength: 0.8 })
  expect(draft.text.edit).toBe('make it night')
  expect(draft.guides).toMatchObject([
    { id: 'of-tomorrow', values: { much: 3 } },
    { id: 'sega', enabled: false, range: [0, 1], values: {} },
  ])
  expect(draft.guides[1]!.mask).toBeUndefined()
  expect(draft.addOns).toMatchObject([{ id: 'a', enabled: true }])

  store.setState({ draft: { ...draft, negativePrompt: 'blurry' } })
  const strangers = (saved: Record<string, unknown>) => {
    expect(saved).toMatchObject({
      ...odd.draft,
      negativePrompt: 'blurry',
      guides: odd.draft.guides,
      addOns: odd.draft.addOns,
    })
  }
  strangers(tab.now())
  const { draft: shared, ...others } = common.now()
  strangers(shared as Record<string, unknown>)
  const { draft: _, ...oddOthers } = odd
  expect(others).toMatchObject(oddOthers)
})

it('what a person sets is stored in place of what another version had there', () => {
  const common = storageHolding(odd)
  const store = createSettingsStore('en', common.of)
  store.setState({ theme: 'dark', draft: { ...store.getState().draft, scheduler: 'ddim', guides: [] } })
  expect(common.now()).toMatchObject({
    theme: 'dark',
    draft: { scheduler: 'ddim', guides: [null, 'sega'], steps: 100_000 },
  })
})

it('what another tab stored is not written over, and each tab keeps its own draft', () => {
  const storage = storageHolding({ draft: { text: { edit: 'of both', generate: '' } } })
  const draft = (edit: string) => storageHolding({ text: { edit, generate: '' } })
  const [mine, theirs] = [draft('mine'), draft('theirs')]
  const [one, other] = [
    createSettingsStore('en', storage.of, mine.of),
    createSettingsStore('en', storage.of, theirs.of),
  ]
  let changes = 0
  other.subscribe(() => changes++)
  one.setState({ hubToken: 'hf_secret', language: 'ko' })
  expect(adoptSettings(other, JSON.stringify(storage.now()))).toBe('ko')
  // The texts of its language are not there yet.
  expect(other.getState()).toMatchObject({
    hubToken: 'hf_secret',
    language: 'en',
    draft: { text: { edit: 'theirs' } },
  })
  expect(storage.now()).toMatchObject({ draft: { text: { edit: 'mine' } } })
  expect(changes).toBe(1)
  // The same again changes nothing, so that two tabs do not answer each other for ever.
  adoptSettings(other, JSON.stringify(storage.now()))
  expect(changes).toBe(1)

  other.setState({ prompts: ['a cat'] })
  expect(storage.now()).toMatchObject({ hubToken: 'hf_secret', prompts: ['a cat'] })
  expect(adoptSettings(other, '{ torn')).toBe('en')
  expect(other.getState().hubToken).toBe('hf_secret')
})
