import { beforeEach, describe, expect, it, vi } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { newCard } from '../engine/guideCards'
import { lostOfCard } from '../engine/lostOfCard'
import { changeDraft } from '../state/settings'
import { headlessEditor } from './fixtures/headlessEditor'
import {
  forgetRemembered,
  loseOfCard,
  removeAddOn,
  removeCard,
  replaceCards,
  replaceInDraft,
} from './panelSteps'
import { actionOf, isEnabled } from './table'

const sega = guideMetas.get('sega')!

type Told = Parameters<ReturnType<typeof headlessEditor>['inform']>

function setUp() {
  const told: Told[] = []
  const editor = { ...headlessEditor(), inform: (...notice: Told) => void told.push(notice) }
  const draft = () => editor.settings.getState().draft
  const press = (id: 'edit.undo' | 'edit.redo') => {
    if (isEnabled(actionOf(id), editor)) actionOf(id).run(editor)
  }
  return { editor, told, draft, press, notice: () => told.at(-1)?.[2] }
}
let { editor, told, draft, press, notice } = setUp()
beforeEach(() => ({ editor, told, draft, press, notice } = setUp()))

const keys = () => draft().guides.map(({ key }) => key)
const paint = () => editor.history.commit('history.maskPaint', { ...editor.document.getState() })

function withCards(count: number) {
  for (let added = 0; added < count; added += 1)
    changeDraft(editor.settings, { guides: [...draft().guides, newCard(draft(), sega)] })
  return draft().guides
}

describe('a card that was removed', () => {
  it('comes back in its place by undo, and goes again by redo', () => {
    const cards = withCards(3)
    removeCard(editor, cards[1]!, 'Concepts')
    expect(keys()).toEqual(['sega', 'sega-3'])
    press('edit.undo')
    expect(draft().guides).toEqual(cards)
    press('edit.redo')
    expect(keys()).toEqual(['sega', 'sega-3'])
  })

  it('comes back by its notice, which names it and goes with it', () => {
    const [card] = withCards(1)
    removeCard(editor, card!, 'Concepts')
    expect(told.at(-1)?.[0]).toBe('panel.removed')
    expect(notice()).toMatchObject({ lastsMs: 12_000, action: { label: 'action.undo' } })
    expect(notice()?.until?.aborted).toBe(false)
    notice()?.action?.run()
    expect(keys()).toEqual(['sega'])
    expect(notice()?.until?.aborted).toBe(true)
    notice()?.action?.run()
    expect(keys()).toEqual(['sega'])
  })

  it('comes back beside another one that was added in its place', () => {
    const [card] = withCards(1)
    removeCard(editor, card!, 'Concepts')
    withCards(1)
    press('edit.undo')
    expect(keys()).toEqual(['sega-2', 'sega'])
    press('edit.redo')
    expect(keys()).toEqual(['sega'])
  })

  it('takes its turn among the steps of the document', () => {
    paint()
    const [card] = withCards(1)
    removeCard(editor, card!, 'Concepts')
    paint()
    const position = () => editor.history.store.getState().position
    press('edit.undo')
    expect([position(), keys()]).toEqual([1, []])
    press('edit.undo')
    expect([position(), keys()]).toEqual([1, ['sega']])
    press('edit.undo')
    expect(position()).toBe(0)
    press('edit.redo')
    press('edit.redo')
    expect([position(), keys()]).toEqual([1, []])
    press('edit.redo')
    expect([position(), keys()]).toEqual([2, []])
  })
})

describe('what goes out of a card', () => {
  const concept = (prompt: string) => ({ prompt, strength: 6 })
  const cardWith = (...prompts: string[]) => {
    const [card] = withCards(1)
    const next = { ...card!, values: { ...card!.values, concepts: prompts.map(concept) as never } }
    changeDraft(editor.settings, { guides: [next] })
    return next
  }
  const prompts = () =>
    (draft().guides[0]!.values['concepts'] as unknown as { prompt: string }[]).map(({ prompt }) => prompt)

  it('comes back among what was changed since', () => {
    const card = cardWith('a hat', 'glasses')
    const next = { ...card, values: { ...card.values, concepts: [concept('glasses')] as never } }
    // As a list does it, which keeps what stays.
    const kept = {
      ...next,
      values: { ...next.values, concepts: [(card.values['concepts'] as never[])[1]] as never },
    }
    const lost = lostOfCard(card, kept, sega)!
    expect(lost).toMatchObject({ field: 'concepts', at: 0, number: 1 })
    loseOfCard(editor, card, lost, 'Concept 1')
    expect(prompts()).toEqual(['glasses'])
    const now = draft().guides[0]!
    const more = [concept('round glasses'), concept('a scarf')] as never
    changeDraft(editor.settings, { guides: [{ ...now, values: { ...now.values, concepts: more } }] })
    press('edit.undo')
    expect(prompts()).toEqual(['a hat', 'round glasses', 'a scarf'])
    press('edit.redo')
    expect(prompts()).toEqual(['round glasses', 'a scarf'])
  })

  it('is nothing where an item said nothing', () => {
    const card = cardWith('')
    const without = { ...card, values: { ...card.values, concepts: [] } }
    expect(lostOfCard(card, without, sega)).toBeUndefined()
    const typed = cardWith('a hat')
    expect(lostOfCard(typed, { ...typed, values: { ...typed.values, concepts: [] } }, sega)).toBeDefined()
  })

  it('is a curve that gives way to a number', () => {
    const control = guideMetas.get('controlnet')!
    const [field] = Object.entries(control.fields).find(([, { kind }]) => kind === 'strength')!
    const card = newCard(draft(), control)
    const curved = {
      ...card,
      values: {
        ...card.values,
        [field]: [
          [0, 1],
          [0.5, 0.2],
          [1, 0],
        ] as never,
      },
    }
    const flat = { ...card, values: { ...card.values, [field]: 1 } }
    changeDraft(editor.settings, { guides: [curved] })
    const lost = lostOfCard(curved, flat, control)!
    loseOfCard(editor, curved, lost, 'Strength')
    expect(draft().guides[0]!.values[field]).toBe(1)
    press('edit.undo')
    expect(draft().guides[0]!.values[field]).toEqual([
      [0, 1],
      [0.5, 0.2],
      [1, 0],
    ])
    expect(lostOfCard(flat, curved, control)).toBeUndefined()
  })
})

it('an add-on that was removed is opened again when it comes back', () => {
  const source = { kind: 'url' as const, url: 'mine' }
  editor.jobs.setState({ addOns: [{ id: 'mine', source, status: 'open' }] })
  changeDraft(editor.settings, { addOns: [{ id: 'mine', enabled: true, strength: 0.4 }] })
  const close = vi.fn(() => editor.jobs.setState({ addOns: [] }))
  const open = vi.fn()
  Object.assign(editor.engine, { closeAddOn: close, openAddOn: open })
  removeAddOn(editor, draft().addOns[0]!)
  expect([draft().addOns, close.mock.calls.length]).toEqual([[], 1])
  press('edit.undo')
  expect(draft().addOns).toEqual([{ id: 'mine', enabled: true, strength: 0.4 }])
  expect(open).toHaveBeenCalledWith('mine', source)
})

it('remembered values that were forgotten come back', () => {
  const one = { guide: 'sega', name: 'mine', values: {} }
  editor.settings.setState({ remembered: [one] })
  forgetRemembered(editor, one)
  expect(editor.settings.getState().remembered).toEqual([])
  press('edit.undo')
  expect(editor.settings.getState().remembered).toEqual([one])
})

describe('settings that others take the place of', () => {
  it('come back, and those that were changed since stay', () => {
    changeDraft(editor.settings, { steps: 33, feather: 9 })
    replaceInDraft(editor, { steps: 4, feather: 1 })
    changeDraft(editor.settings, { feather: 2 })
    press('edit.undo')
    expect(draft()).toMatchObject({ steps: 33, feather: 2 })
    expect(told).toEqual([])
  })

  it('come back after the step that they came with', () => {
    paint()
    changeDraft(editor.settings, { steps: 33 })
    paint()
    replaceInDraft(editor, { steps: 4 }, undefined, { withStep: true })
    press('edit.undo')
    expect([editor.history.store.getState().position, draft().steps]).toEqual([1, 4])
    press('edit.undo')
    expect([editor.history.store.getState().position, draft().steps]).toEqual([1, 33])
  })
})

describe('cards that came with a document', () => {
  const isHabit = ({ id }: { readonly id: string }) => id === 'sega'
  const other = { ...newCard(draft(), guideMetas.get('regions')!), key: 'regions' }

  it('take the place of those before, and give it back after its step; the others stay as they are then', () => {
    const [before] = withCards(1)
    changeDraft(editor.settings, { guides: [before!, other] })
    paint()
    paint()
    replaceCards(editor, isHabit, [{ ...before!, key: 'brought' }])
    expect(keys()).toEqual(['regions', 'brought'])
    changeDraft(editor.settings, {
      guides: draft().guides.map((card) => (card.key === 'regions' ? { ...card, enabled: false } : card)),
    })
    press('edit.undo')
    press('edit.undo')
    expect(draft().guides).toEqual([{ ...other, enabled: false }, before])
    press('edit.redo')
    expect(keys()).toEqual(['regions', 'brought'])
  })

  it('stay where they were changed since', () => {
    paint()
    paint()
    replaceCards(editor, isHabit, [newCard(draft(), sega)])
    changeDraft(editor.settings, { guides: draft().guides.map((card) => ({ ...card, enabled: false })) })
    press('edit.undo')
    press('edit.undo')
    expect(keys()).toEqual(['sega'])
  })
})
