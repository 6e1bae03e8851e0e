// When to save: a second after the first change, whatever comes after it, so that steady work is saved too.
export interface SaveSchedule {
  /** To be called at each change. */
  readonly changed: () => void
  /** Saves now what is not saved yet, as when the page is hidden. */
  readonly flush: () => Promise<void>
}

/**
 * Calls `save` after changes, never twice at once.
 * @param failed hears each failure; the changes count as unsaved and go along with the next save
 */
export function saveSchedule(
  save: () => Promise<unknown>,
  failed: (error: unknown) => void,
  delayMs = 1000,
): SaveSchedule {
  let timer: ReturnType<typeof setTimeout> | undefined
  let unsaved = false
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (unsaved) {
      unsaved = false
      try {
        await save()
      } catch (error) {
        unsaved = true
        failed(error)
        return
      }
    }
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running ??= run().finally(() => (running = undefined))
    return running
  }

  return {
    changed() {
      unsaved = true
      timer ??= setTimeout(() => void flush(), delayMs)
    },
    flush,
  }
}
