// Lines of a file or of standard input, one at a time: there may be more than fit into memory.
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { PalimpsestError } from '../../../src/shared/errors'

export interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
}

/**
 * @param path of a file, "-" for `input`
 * @param until ends the lines although more may come
 * @throws PalimpsestError('recipe') when the file cannot be read
 */
export async function* readLines(
  path: string,
  input: Readable = process.stdin,
  until?: AbortSignal,
): AsyncGenerator<Line> {
  if (path !== '-')
    await access(path).catch(() => {
      throw new PalimpsestError('recipe', `The lines ${path} cannot be read.`, 'Check the path.')
    })
  const stream = path === '-' ? input : createReadStream(path)
  const reader = createInterface({ input: stream, crlfDelay: Infinity })
  const close = () => reader.close()
  until?.addEventListener('abort', close)
  let number = 0
  try {
    for await (const line of reader) {
      number++
      if (until?.aborted) return
      // Some editors, on Windows above all, begin a file with a byte order mark.
      const text = line.replace(/^\uFEFF/, '')
      if (text.trim() !== '') yield { text, number }
    }
  } finally {
    until?.removeEventListener('abort', close)
    reader.close()
  }
}
