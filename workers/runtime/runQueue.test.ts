import { expect, test } from 'vitest'
import { RunQueue } from './runQueue'

const tick = () => new Promise((resolve) => setTimeout(resolve, 1))

test('runs one task at a time, in order, and gives each its own outcome', async () => {
  const queue = new RunQueue()
  const log: string[] = []
  const task = (name: string) => async () => {
    log.push(`${name} begins`)
    await tick()
    log.push(`${name} ends`)
    return name
  }
  expect(await Promise.all(['a', 'b', 'c'].map((name) => queue.add(task(name))))).toEqual(['a', 'b', 'c'])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('goes on after a task that failed', async () => {
  const queue = new RunQueue()
  const failing = queue.add(() => Promise.reject(new Error('broken')))
  const next = queue.add(() => Promise.resolve(2))
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe(2)
})
