// Lines of a file or of standard input, one at a time: there may be more than fit into memory.
import { createReadStream } from 'node:fs'
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
  const stream = path === '-' ? input : createReadStream(path)
  const close = () => stream.destroy()
  until?.addEventListener('abort', close)
  let number = 0
  try {
    for await (const line of linesOf(stream)) {
      number++
      if (until?.aborted) return
      // Some editors, on Windows above all, begin a file with a byte order mark; files may be put together.
      const text = line.replace(/^\uFEFF/, '')
      if (text.trim() !== '') yield { text, number }
    }
  } catch (cause) {
    if (until?.aborted) return
    throw new PalimpsestError('recipe', `The lines ${path} cannot be read.`, 'Check the path.', { cause })
  } finally {
    until?.removeEventListener('abort', close)
    stream.destroy()
  }
}

/** Ended by LF, CR LF or CR, and by nothing else: JSON may hold other characters that Unicode calls line ends. */
async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let begun: string[] = []
  const ended = (text: string): string[] => text.replace(/\r$/, '').split('\r')
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    const [first = '', ...further] = decoder.decode(bytes, { stream: true }).split('\n')
    begun.push(first)
    for (const next of further) {
      yield* ended(begun.join(''))
      begun = [next]
    }
  }
  yield* ended(begun.join('') + decoder.decode())
}
