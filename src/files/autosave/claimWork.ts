// Which saved work a tab goes on with. Each work has a lock, held by the tab in which it is open, so that two tabs never write
// the same record.

import { storageError } from './storageError'

export interface ClaimedWork {
  readonly id: string
  /** Another tab may take it from now on. */
  readonly release: () => void
}

const lockName = (id: string) => `palimpsest-work-${id}`

/** Claims what has a lock of this name; undefined when another tab has it. The browser releases it when the tab ends, however it ends. */
export function claim(name: string, id = name): Promise<ClaimedWork | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(undefined)
          return undefined
        }
        return new Promise<void>((release) => {
          resolve({ id, release })
        })
      })
      .catch((error: unknown) => reject(storageError(error)))
  })
}

/**
 * Claims the work that was saved last and is not open in another tab; a new one where there is none.
 * @param ids of the saved works, the last saved first
 */
export async function claimWork(ids: readonly string[]): Promise<ClaimedWork> {
  for (const id of ids) {
    const claimed = await claim(lockName(id), id)
    if (claimed) return claimed
  }
  const id = crypto.randomUUID()
  const fresh = await claim(lockName(id), id)
  if (fresh) return fresh
  throw new Error('a lock with a random name is taken')
}
