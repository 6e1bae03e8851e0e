// The engine loads beforehand what an edit will need, and gets out of its way.
import { afterEach, describe, expect, it } from 'vitest'
import { cancelEverything, edit, ends, instruct, started } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

const warmUp = { type: 'warm-up', recipe: { ...instruct, prompt: '' }, pictures: ['picture'] }

describe('warming up', () => {
  it('loads all that the edit loads, says only what is loaded, and changes no pixel of it', async () => {
    const cold = await started()
    await cold.engine.handle(edit('cold'))
    await cold.until(ends('cold'))

    const { engine, events, all, until, counted } = await started()
    const before = events.length
    await engine.handle(warmUp)
    await until(({ type }) => type === 'memory')
    expect(events.slice(before).map(({ type }) => type)).toEqual(['memory'])
    expect(counted.runs).toBe(2)
    const loaded = all('memory')[0]!.sessions
    expect(loaded).toBeGreaterThan(2)

    await engine.handle(edit('warm'))
    await until(ends('warm'))
    expect(all('memory').at(-1)!.sessions).toBe(loaded)
    expect(all('done')[0]!.pixels).toEqual(cold.all('done')[0]!.pixels)
  })

  it('foretells an edit once anything like it has run, and runs nothing for that', async () => {
    const { engine, all, until, counted } = await started()
    const pictures = { names: ['picture'], width: 64, height: 64 }
    const asked = { type: 'forecast', recipe: instruct, pictures }
    await engine.handle({ ...asked, number: 1 })
    expect(all('forecast')).toEqual([{ type: 'forecast', number: 1 }])
    await engine.handle(warmUp)
    await until(({ type }) => type === 'memory')
    await engine.handle({ ...asked, number: 2 })
    await engine.handle({ ...asked, number: 3 })
    await engine.handle({ ...asked, number: 4, recipe: { ...instruct, steps: 100 } })
    await engine.handle({ ...asked, number: 5, recipe: { ...instruct, checkpoint: 'unknown' } })
    expect(counted.runs).toBe(2)
    // The first time, the script itself is new.
    const [, , short, long, none] = all('forecast').map(({ forecast }) =>
      forecast?.refusal ? undefined : forecast,
    )
    expect(long!.seconds).toBeGreaterThan(2 * short!.seconds)
    expect(long!.bytes).toBe(short!.bytes)
    expect(none).toBeUndefined()
  })

  it('rehearses a few windows of a canvas that has thousands', async () => {
    const { engine, until, counted } = await started()
    const windows = [{ id: 'multidiffusion', values: {} }]
    const recipe = { ...instruct, image: 'picture', width: 1280, height: 1280, guides: windows }
    await engine.handle({ ...warmUp, recipe })
    await until(({ type }) => type === 'memory')
    expect(counted.runs).toBeGreaterThan(0)
    expect(counted.runs).toBeLessThan(20)
  })

  it('lets a forecast be told before it begins', async () => {
    const { engine, events, until } = await started()
    const pictures = { names: ['picture'], width: 64, height: 64 }
    void engine.handle({ type: 'forecast', recipe: instruct, pictures, number: 1 })
    void engine.handle(warmUp)
    await until(({ type }) => type === 'memory')
    const told = events.map(({ type }) => type).filter((type) => type === 'forecast' || type === 'memory')
    expect(told).toEqual(['forecast', 'memory'])
  })

  it('ends when an edit comes', async () => {
    const { engine, until, counted } = await started()
    await engine.handle(warmUp)
    await engine.handle(edit('first'))
    await until(ends('first'))
    expect(counted.runs).toBe(instruct.steps)
  })

  it('keeps a refusal to itself', async () => {
    const { engine, events, until } = await started()
    await engine.handle({ ...warmUp, recipe: { ...instruct, checkpoint: 'unknown' } })
    await engine.handle(edit('after'))
    const { type } = await until(ends('after'))
    expect(type).toBe('done')
    expect(events.filter(({ type }) => /failed/.test(type))).toEqual([])
  })
})
