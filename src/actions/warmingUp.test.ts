import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { checkpointOf } from '../engine/fixtures/panel'
import { defaultValues } from '../shared/guideValues'
import type { Recipe } from '../shared/recipe'
import { BitmapTable } from '../state/bitmapTable'
import { emptyStorage } from '../state/fixtures/emptyStorage'
import { createDocumentStore } from '../state/document'
import { createJobsStore } from '../state/jobs'
import { changeDraft, type GuideCard } from '../state/settings'
import { createSettingsStore } from '../state/settingsStore'
import { followWarmUp } from './warmingUp'

function setUp() {
  const [document, bitmaps, jobs] = [createDocumentStore(), new BitmapTable(), createJobsStore()]
  const settings = createSettingsStore('en', emptyStorage)
  const asked: { recipe: Recipe; pictures: readonly string[] }[] = []
  const foreseen: Recipe[] = []
  const engine = {
    foresee: (recipe: Recipe) => foreseen.push(recipe),
    warmUp: (recipe: Recipe, pictures: readonly string[]) => asked.push({ recipe, pictures }),
  }
  followWarmUp({ document, bitmaps, settings, jobs, engine: engine as never })
  const open = (id: string) => {
    const summary = { ...checkpointOf('instruction'), id }
    const source = { kind: 'url', url: '' } as const
    const backend = { name: 'wasm', description: { id: '', values: {}, english: '' } } as const
    jobs.setState({ engine: 'ready', backend, checkpoints: [{ id, source, status: 'open', summary }] })
  }
  return { settings, jobs, document, asked, foreseen, open, settle: () => vi.advanceTimersByTimeAsync(1000) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('warming up', () => {
  it('asks for the bundled checkpoint of the panel once it is open, with the picture that will be opened', async () => {
    const { asked, open, settle } = setUp()
    await settle()
    expect(asked).toEqual([])
    open('toyland/instruct')
    await settle()
    expect(asked).toMatchObject([
      { recipe: { checkpoint: 'toyland/instruct', width: 128, image: 'image' }, pictures: ['image'] },
    ])
  })

  it('asks again only for what needs other networks', async () => {
    const { asked, foreseen, open, settings, settle } = setUp()
    open('toyland/instruct')
    await settle()
    changeDraft(settings, { text: { edit: 'make it night', generate: '' }, steps: 30 })
    await settle()
    expect(asked).toHaveLength(1)
    // What it will take is another question.
    expect(foreseen.map(({ steps }) => steps)).toEqual([20, 30])
    changeDraft(settings, { keepUnchanged: false })
    await settle()
    expect(asked).toHaveLength(2)
  })

  it('does not ask what an edit will take that a guide refuses: its card says why', async () => {
    const { foreseen, open, settings, settle } = setUp()
    open('toyland/instruct')
    await settle()
    expect(foreseen).toHaveLength(1)
    const concepts = guideMetas.get('sega')!
    const values = { ...defaultValues(concepts.fields), concepts: [{ concept: '' }] }
    const card = { id: concepts.id, key: 'concepts', values, range: [0, 1], enabled: true } as GuideCard
    changeDraft(settings, { guides: [card] })
    await settle()
    expect(foreseen).toHaveLength(1)
    changeDraft(settings, { guides: [] })
    await settle()
    expect(foreseen).toHaveLength(2)
  })

  it('asks for the upscaler once a picture is open that is larger than results are', async () => {
    const { asked, document, open, settle } = setUp()
    open('toyland/instruct')
    await settle()
    expect(asked.map(({ recipe }) => recipe.upscaler)).toEqual([undefined])
    document.setState({ width: 512, height: 512 })
    await settle()
    expect(asked.map(({ recipe }) => recipe.upscaler)).toEqual([undefined, 'toyland/upscaler'])
  })

  it('asks again of a new device', async () => {
    const { asked, foreseen, open, settle } = setUp()
    open('toyland/instruct')
    await settle()
    open('toyland/instruct')
    await settle()
    expect(asked).toHaveLength(2)
    expect(foreseen).toHaveLength(2)
  })

  it('loads nothing that does not come with the program', async () => {
    const { asked, foreseen, open, settings, settle } = setUp()
    open('someone/large')
    changeDraft(settings, { checkpoint: { edit: 'someone/large', generate: 'someone/large' } })
    await settle()
    expect(asked).toEqual([])
    expect(foreseen).toHaveLength(1)
  })

  it('asks nothing while something runs, and then again what is loaded by then', async () => {
    const { foreseen, jobs, open, settle } = setUp()
    open('toyland/instruct')
    await settle()
    jobs.setState({ jobs: [{} as never], weightBytes: 1 })
    await settle()
    expect(foreseen).toHaveLength(1)
    jobs.setState({ jobs: [] })
    await settle()
    expect(foreseen).toHaveLength(2)
  })
})
