// The worker's side of the harness.

/** Tasks by name: plain data in, plain data out. */
type Tasks = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

interface Call {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
  readonly files: readonly File[]
}

export interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

let files: readonly File[] = []

/** The files of the folder that was chosen in the harness's page. */
export const chosenFiles = (): readonly File[] => files

/** Answers the calls of the harness's page. */
export function serveTasks(tasks: Tasks): void {
  const answer = (message: Answer) => self.postMessage(message, { transfer: [] })
  self.addEventListener('message', async ({ data }: MessageEvent<Call>) => {
    const { id, name, args } = data
    files = data.files
    try {
      const task = tasks[name] as ((...args: readonly unknown[]) => Promise<unknown>) | undefined
      if (!task) throw new Error(`The harness has no task "${name}".`)
      answer({ id, result: await task(...args) })
    } catch (error) {
      answer({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
}
