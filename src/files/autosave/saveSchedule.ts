// When to save: a quarter of a second after the first change, whatever comes after it, so that steady work is saved too. What
// may be lost is that time, the rest of a save that is under way, and the save itself; with saves of up to a third of a second
// this is less than a second (`npm run bench` and e2e/autosave.test.ts measure it).
export interface SaveSchedule {
  /** To be called at each change. */
  readonly changed: () => void
  /** Saves now what is not saved yet, as when the page is hidden. */
  readonly flush: () => Promise<void>
}

/** Each save is in the page's performance timeline under this name; the last one stays there. */
const measureName = 'autosave'

/**
 * Calls `save` after changes, never twice at once.
 * @param failed hears each failure; the changes count as unsaved and go along with the next save
 */
export function saveSchedule(
  save: () => Promise<unknown>,
  failed: (error: unknown) => void,
  delayMs = 250,
): SaveSchedule {
  let timer: ReturnType<typeof setTimeout> | undefined
  let unsaved = false
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (unsaved) {
      unsaved = false
      const start = performance.now()
      try {
        await save()
        performance.clearMeasures(measureName)
        performance.measure(measureName, { start })
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
