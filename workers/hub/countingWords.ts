import type { Streamer } from './pipe'

/** Tells how many words a text has, word by word; what it begins with does not count. */
export function countingWords(onWord: (count: number) => void): Streamer {
  let count = -1
  return {
    put() {
      count++
      if (count > 0) onWord(count)
    },
    end() {},
  }
}
