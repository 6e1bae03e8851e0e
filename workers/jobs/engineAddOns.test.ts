// Add-ons as the page opens and uses them.
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { englishOf } from '../../src/shared/message'
import type { EngineEvent } from '../../src/shared/protocol/event'
import { cancelEverything, edit, ends, instruct, started } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

const file = (name: string) =>
  new File([readFileSync(`workers/jobs/fixtures/addOns/${name}.safetensors`)], `${name}.safetensors`)
const open = (id: string, name = id) => ({
  type: 'open-add-on',
  id,
  source: { kind: 'file', file: file(name) },
})
const without = {
  ...instruct,
  guides: [],
  image: undefined,
  checkpoint: 'tiny-vae',
  prompt: 'a tree in the snow',
}

async function done(driven: Awaited<ReturnType<typeof started>>, job: string, recipe: object) {
  await driven.engine.handle(edit(job, JSON.parse(JSON.stringify(recipe)) as object))
  const event = await driven.until(ends(job))
  if (event.type !== 'done') throw new Error(JSON.stringify(event))
  return event as Extract<EngineEvent, { type: 'done' }>
}

it('says what an add-on is, or why it is none', async () => {
  const { engine, all } = await started()
  await engine.handle(open('toy'))
  await engine.handle(open('kohya'))
  const pickle = new File(['PK\u0003\u0004 and more'], 'toy.pt')
  await engine.handle({ type: 'open-add-on', id: 'old', source: { kind: 'file', file: pickle } })
  expect(all('add-on').map(({ addOn }) => addOn)).toMatchObject([
    {
      id: 'toy',
      kind: 'embedding',
      label: 'toy.safetensors',
      needs: { textWidth: 24 },
      triggerWords: ['<toy>'],
      parts: [],
    },
    {
      id: 'kohya',
      kind: 'lora',
      needs: { textWidth: 16 },
      triggerWords: ['sks toy'],
      parts: ['unet', 'textEncoder'],
    },
  ])
  expect(all('add-on-failed')).toMatchObject([{ id: 'old', error: { code: 'weights' } }])
})

it('says how a LoRA or a kin of it is written', async () => {
  const { engine, all } = await started()
  const names = ['peft', 'dora', 'loha', 'lokr', 'locon-dora', 'full']
  for (const name of names) await engine.handle(open(name))
  expect(all('add-on').map(({ addOn: { forms } }) => forms)).toEqual([
    ['LoRA'],
    ['DoRA'],
    ['LoHa'],
    ['LoKr'],
    ['DoRA'],
    ['full'],
  ])
})

it('uses them in an edit, keeps their hashes in the recipe, and loads nothing for another strength', async () => {
  const driven = await started()
  await driven.engine.handle(open('custom'))
  const plain = await done(driven, 'plain', without)
  const whole = await done(driven, 'whole', { ...without, addOns: [{ id: 'custom' }] })
  const sessions = driven.all('memory').at(-1)!.sessions
  const none = await done(driven, 'none', { ...without, addOns: [{ id: 'custom', strength: 0 }] })
  expect(driven.all('memory').at(-1)!.sessions).toBe(sessions)
  expect(none.pixels.data).toEqual(plain.pixels.data)
  expect(whole.pixels.data).not.toEqual(plain.pixels.data)
  expect(whole.recipe.addOns).toEqual([{ id: 'custom', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
})

it('reads them in the prompt, which stays as it was written', async () => {
  const driven = await started()
  await driven.engine.handle(open('custom'))
  const listed = await done(driven, 'listed', { ...without, addOns: [{ id: 'custom', strength: 0.8 }] })
  const prompt = `${without.prompt} <lora:custom:0.8>`
  const named = await done(driven, 'named', { ...without, prompt })
  expect(named.pixels.data).toEqual(listed.pixels.data)
  expect(named.recipe).toMatchObject({ prompt })
  expect(named.recipe.addOns).toBeUndefined()
})

it('reads several in one prompt, each with strengths of its own', async () => {
  const driven = await started()
  const names = ['peft', 'second', 'custom']
  for (const name of names) await driven.engine.handle(open(name))
  const strengths = { peft: { unet: 0.5, textEncoder: 1.3 }, second: 0.7, custom: 1 }
  const addOns = names.map((id) => ({ id, strength: strengths[id as keyof typeof strengths] }))
  const listed = await done(driven, 'listed', { ...without, addOns })
  const prompt = `<lora:peft:1.3:0.5> ${without.prompt} <lora:second:0.7><lora:custom>`
  const named = await done(driven, 'named', { ...without, prompt })
  expect(named.pixels.data).toEqual(listed.pixels.data)
  const halved = await done(driven, 'halved', { ...without, prompt: prompt.replace('1.3:0.5', '1.3:0.1') })
  expect(halved.pixels.data).not.toEqual(listed.pixels.data)
})

it('names one that is not open, and one that is not the recipe’s own', async () => {
  const driven = await started()
  await driven.engine.handle(edit('early', { ...instruct, addOns: [{ id: 'custom' }] }))
  expect(await driven.until(ends('early'))).toMatchObject({
    error: { message: 'The recipe uses the add-on "custom", which is not open.' },
  })
  await driven.engine.handle(open('custom'))
  const other = await done(driven, 'other', { ...without, addOns: [{ id: 'custom', hash: '0'.repeat(64) }] })
  expect(other.notes.map(englishOf)).toEqual([
    'The add-on "custom" is another file than the one that the recipe was made with.',
  ])
  await driven.engine.handle({ type: 'close-add-on', id: 'custom' })
  await driven.engine.handle(edit('late', { ...instruct, addOns: [{ id: 'custom' }] }))
  expect(await driven.until(ends('late'))).toMatchObject({ type: 'failed' })
})

it('inverts a picture again when another file is opened under an id', async () => {
  const inverting = {
    ...without,
    checkpoint: 'sd2',
    steps: 2,
    image: 'picture',
    guides: [{ id: 'ddim-inversion', values: {}, range: [0, 1] }],
    addOns: [{ id: 'own' }],
  }
  const opened = async (name: string) => {
    const driven = await started()
    await driven.engine.handle({
      type: 'open-checkpoint',
      id: 'sd2',
      source: { kind: 'url', url: 'sd2' },
    })
    await driven.engine.handle(open('own', name))
    return driven
  }
  // Both change the UNet alone: the text stays what it was.
  const expected = await done(await opened('custom-queries'), 'fresh', inverting)
  const driven = await opened('loha')
  const first = await done(driven, 'first', inverting)
  expect(first.pixels.data).not.toEqual(expected.pixels.data)
  await driven.engine.handle(open('own', 'custom-queries'))
  expect((await done(driven, 'second', inverting)).pixels.data).toEqual(expected.pixels.data)
})
