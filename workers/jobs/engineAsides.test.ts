// What the page asks beside edits: how many tokens a prompt has, what an edit or a training will take.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cancelEverything, edit, ends, instruct, started } from './fixtures/drivenEngine.node'
import * as unetTrainer from '../training/unetTrainer'
import { memoryStore } from './fixtures/memoryStore.node'

afterEach(cancelEverything)

const pictures = { names: ['picture'], width: 64, height: 64 }
const forecast = (number: number) => ({ type: 'forecast', number, recipe: instruct, pictures })
const foresee = (number: number) => ({
  type: 'foresee-training',
  number,
  checkpoint: 'tiny-vae',
  plan: {
    version: 1,
    checkpoint: 'tiny-vae',
    kind: 'lora',
    word: 'sks',
    className: 'ball',
    pictures: ['one'],
  },
})

/** Runs an edit, and waits until the engine has told what is loaded behind its end. */
async function edited(
  { engine, events, until }: Awaited<ReturnType<typeof started>>,
  job: string,
  steps = 4,
) {
  await engine.handle({ ...edit(job, { ...instruct, steps }), previews: false })
  await until(ends(job))
  await vi.waitFor(() => expect(events.at(-1)?.type).toBe('memory'))
  await new Promise((resolve) => setTimeout(resolve))
}

describe('the tokens of a prompt', () => {
  it('are counted by its checkpoint, and by none that is not open', async () => {
    const { engine, all } = await started()
    const asked = { text: 'a red cat', syntax: 'none', steps: 4 }
    await engine.handle({ type: 'count-tokens', checkpoint: 'nobody', ...asked })
    await engine.handle({ type: 'count-tokens', checkpoint: 'tiny-vae', ...asked })
    expect(all('tokens')).toMatchObject([{ checkpoint: 'tiny-vae', ...asked, count: expect.any(Number) }])
    expect(all('start-failed')).toEqual([])
  })
})

describe('what an edit or a training will take', () => {
  it('is not worked out while an edit runs', async () => {
    const driven = await started()
    const { engine, all } = driven
    const asked: Promise<void>[] = []
    driven.onEvent = (event) => {
      if (event.type === 'progress' && event.step === 1)
        asked.push(engine.handle(forecast(1)), engine.handle(foresee(1)))
    }
    await edited(driven, 'one')
    await Promise.all(asked)
    expect(asked).toHaveLength(2)
    expect([...all('forecast'), ...all('training-forecast')]).toEqual([])
    driven.onEvent = () => {}
    await engine.handle(forecast(2))
    await engine.handle(foresee(2))
    expect(all('forecast')).toMatchObject([{ number: 2 }])
    expect(all('training-forecast')).toMatchObject([{ number: 2, needs: { bytes: expect.any(Number) } }])
  })

  it('is told for what was asked last', async () => {
    const { engine, all } = await started()
    await Promise.all([forecast(1), forecast(2), foresee(1), foresee(2)].map((asked) => engine.handle(asked)))
    expect(all('forecast').map(({ number }) => number)).toEqual([2])
    expect(all('training-forecast').map(({ number }) => number)).toEqual([2])
  })

  it('is not worked out to its end where another is asked for meanwhile, or an edit', async () => {
    const driven = await started()
    const { engine, all } = driven
    const builds = vi.spyOn(unetTrainer, 'withLossOf')
    // Each comes as a message of its own, as a worker hears them.
    const asked = [1, 2, 3, 4, 5].map(async (number) => {
      await new Promise((resolve) => setTimeout(resolve))
      await engine.handle(foresee(number))
    })
    await Promise.all(asked)
    expect(all('training-forecast').map(({ number }) => number)).toEqual([5])
    expect(builds).toHaveBeenCalledTimes(1)

    const sixth = engine.handle(foresee(6))
    await edited(driven, 'one')
    await sixth
    expect(all('training-forecast')).toHaveLength(1)
    expect(builds).toHaveBeenCalledTimes(1)
    builds.mockRestore()
  })
})

it('what is loaded is told where an edit comes to something new, not at each of its steps', async () => {
  const driven = await started()
  const told = async (job: string, steps: number) => {
    const before = driven.all('memory').length
    await edited(driven, job, steps)
    return driven.all('memory').length - before
  }
  const [few, many] = [await told('few', 3), await told('many', 12)]
  expect(few).toBeGreaterThan(2)
  expect(many).toBe(few)
})

it('an edit that is cancelled leaves the training that is kept', async () => {
  const store = memoryStore()
  store.files.set('lesson', new Uint8Array(1))
  const driven = await started(store)
  const { engine, until } = driven
  driven.onEvent = (event) => {
    if (event.type === 'progress' && event.step === 1) void engine.handle({ type: 'cancel', job: 'one' })
  }
  await engine.handle(edit('one'))
  expect(await until(ends('one'))).toEqual({ type: 'cancelled', job: 'one' })
  expect(store.files.size).toBe(1)
})
