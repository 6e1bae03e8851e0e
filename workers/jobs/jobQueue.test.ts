import { describe, expect, it, vi } from 'vitest'
import { JobQueue, type Job } from './jobQueue'

/** Jobs that write down what happens to them, and end when they are told to or are cancelled. */
function setUp() {
  const log: string[] = []
  const ends = new Map<string, () => void>()
  const queue = new JobQueue()
  const job = (id: string): Job => ({
    id,
    run: (signal) =>
      new Promise<void>((resolve) => {
        log.push(`${id} starts`)
        const end = (how: string) => {
          log.push(`${id} ${how}`)
          resolve()
        }
        ends.set(id, () => end('ends'))
        signal.addEventListener('abort', () => end('is stopped'))
      }),
    cancelled: () => log.push(`${id} never starts`),
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return { log, queue, job, settle, end: (id: string) => ends.get(id)?.() }
}

describe('the queue', () => {
  it('runs one job at a time, in the order in which they came', async () => {
    const { log, queue, job, settle, end } = setUp()
    for (const id of ['a', 'b', 'c']) queue.add(job(id))
    await settle()
    expect(log).toEqual(['a starts'])
    end('a')
    await settle()
    end('b')
    await settle()
    end('c')
    await settle()
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends'])
    queue.add(job('d'))
    await settle()
    expect(log.at(-1)).toBe('d starts')
  })

  it('stops the running job, and goes on with the next', async () => {
    const { log, queue, job, settle } = setUp()
    queue.add(job('a'))
    queue.add(job('b'))
    await settle()
    queue.cancel('a')
    await settle()
    expect(log).toEqual(['a starts', 'a is stopped', 'b starts'])
  })

  it('takes a waiting job out', async () => {
    const { log, queue, job, settle, end } = setUp()
    for (const id of ['a', 'b', 'c']) queue.add(job(id))
    queue.cancel('b')
    queue.cancel('nobody')
    await settle()
    end('a')
    await settle()
    expect(log).toEqual(['a starts', 'b never starts', 'a ends', 'c starts'])
  })

  it('stops all at once', async () => {
    const { log, queue, job, settle } = setUp()
    for (const id of ['a', 'b', 'c']) queue.add(job(id))
    await settle()
    queue.cancelAll()
    await settle()
    expect(log).toEqual(['a starts', 'b never starts', 'c never starts', 'a is stopped'])
  })

  it('goes on after a job that throws, and logs what it threw', async () => {
    const { log, queue, job, settle } = setUp()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const defect = new Error('A defect.')
    queue.add({ id: 'broken', run: () => Promise.reject(defect), cancelled: () => {} })
    queue.add(job('next'))
    await settle()
    expect(logged).toHaveBeenCalledWith(defect)
    logged.mockRestore()
    expect(log).toEqual(['next starts'])
  })

  it('runs a task while it is idle, and ends it before the next job begins', async () => {
    const { log, queue, job, settle, end } = setUp()
    const idle = (name: string) => async (signal: AbortSignal) => {
      log.push(`${name} starts`)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      await settle()
      log.push(`${name} is over`)
      throw new Error('It was ended.')
    }
    queue.whileIdle(idle('first'))
    await settle()
    queue.whileIdle(idle('second'))
    queue.whileIdle(idle('third'))
    await settle()
    await settle()
    expect(log).toEqual(['first starts', 'first is over', 'third starts'])
    queue.add(job('a'))
    queue.whileIdle(idle('fourth'))
    await settle()
    await settle()
    end('a')
    await settle()
    expect(log.slice(3)).toEqual(['third is over', 'a starts', 'a ends'])
  })
})

describe('a long job', () => {
  it('lets short ones go first where it can, and only those', async () => {
    const { log, queue, job, settle, end } = setUp()
    let breathe: () => Promise<void> = () => Promise.resolve()
    let goOn = () => {}
    queue.add({
      id: 'long',
      long: true,
      run: async (_, { letOthers }) => {
        breathe = letOthers
        await new Promise<void>((resolve) => (goOn = resolve))
        log.push('long ends')
      },
      cancelled: () => {},
    })
    await settle()
    queue.add({ ...job('other long'), long: true })
    for (const id of ['a', 'b']) queue.add(job(id))
    await settle()
    expect(log).toEqual([])
    const breath = breathe().then(() => log.push('long goes on'))
    await settle()
    // One that is asked for meanwhile is the same.
    void breathe()
    await settle()
    expect(log).toEqual(['a starts'])
    end('a')
    await settle()
    end('b')
    await breath
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'long goes on'])
    goOn()
    await settle()
    expect(log.slice(5)).toEqual(['long ends', 'other long starts'])
    // With nobody waiting there is nothing to let go first.
    await breathe()
  })

  it('and the one that it lets go first are cancelled each by itself, and both by all', async () => {
    const { log, queue, job, settle, end } = setUp()
    let breathe: () => Promise<void> = () => Promise.resolve()
    const long = job('long')
    const start = () =>
      queue.add({
        ...long,
        long: true,
        run: (signal, others) => {
          breathe = others.letOthers
          return long.run(signal, others)
        },
      })
    start()
    await settle()
    queue.add(job('short'))
    void breathe()
    await settle()
    queue.cancel('short')
    await settle()
    expect(log).toEqual(['long starts', 'short starts', 'short is stopped'])
    queue.add(job('next'))
    void breathe()
    await settle()
    queue.cancelAll()
    await settle()
    expect(log.slice(3).toSorted()).toEqual(['long is stopped', 'next is stopped', 'next starts'])
    end('nobody')
  })
})

describe('an early end', () => {
  it('is for a job that runs, and not for one that waits', async () => {
    const queue = new JobQueue()
    const stopped: string[] = []
    const ends: (() => void)[] = []
    const job = (id: string): Job => ({
      id,
      run: (signal, { stop }) =>
        new Promise<void>((resolve) => {
          ends.push(resolve)
          stop.addEventListener('abort', () => stopped.push(`${id}${signal.aborted ? ', cancelled' : ''}`))
        }),
      cancelled: () => {},
    })
    for (const id of ['a', 'b']) queue.add(job(id))
    queue.stop('b')
    queue.stop('a')
    expect(stopped).toEqual(['a'])
    ends[0]!()
    await new Promise((resolve) => setTimeout(resolve))
    queue.stop('b')
    expect(stopped).toEqual(['a', 'b'])
  })
})
