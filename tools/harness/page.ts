// The page of the harness: it starts the worker that its address names and passes calls on to it.
import type { Answer } from './serveTasks'

declare global {
  interface Window {
    /** Calls one of the worker's tasks; plain data both ways, and the files that were chosen. */
    callTask: (name: string, args: readonly unknown[]) => Promise<unknown>
  }
}

const worker = new Worker(new URLSearchParams(location.search).get('worker')!, { type: 'module' })
const input = document.querySelector('input')!
const waiting = new Map<number, (answer: Answer) => void>()
worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => waiting.get(data.id)?.(data))
worker.addEventListener('error', ({ message }) => {
  for (const [id, settle] of waiting) settle({ id, error: message || 'the worker could not be loaded' })
})

window.callTask = (name, args) =>
  new Promise((resolve, reject) => {
    const id = waiting.size
    waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(error))))
    worker.postMessage({ id, name, args, files: [...(input.files ?? [])] }, [])
  })
