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
