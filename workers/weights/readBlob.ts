// Reading of Blobs and Files in a browser that now and then forgets to answer: of some hundred reads of one Blob in a row,
// Chromium under load leaves one unanswered for ever, without an error, and what waits for it would wait for ever too.

/** How long each attempt may take; a disk that has to wake up answers within the first two. */
const patienceMs = [5_000, 20_000, 60_000]
/** And what is added to that: even a slow disk reads ten megabytes a second. */
const bytesPerMs = 10_000

interface Reading {
  /** For tests. */
  readonly patience?: readonly number[]
}

/**
 * Bytes [start, end) of a Blob, asked for again when there is no answer.
 * @throws what the Blob's own reading throws; DOMException 'TimeoutError' when it never answers.
 */
export async function readBlob(
  blob: Blob,
  start: number,
  end: number,
  { patience = patienceMs }: Reading = {},
): Promise<Uint8Array<ArrayBuffer>> {
  for (const milliseconds of patience) {
    const answer = await within(
      milliseconds + (end - start) / bytesPerMs,
      blob.slice(start, end).arrayBuffer(),
    )
    if (answer) return new Uint8Array(answer)
  }
  throw new DOMException('The browser does not answer when asked for a part of a file.', 'TimeoutError')
}

/** What the promise gives, or undefined when the time is over before it does. */
async function within<Result>(milliseconds: number, promise: Promise<Result>): Promise<Result | undefined> {
  let stop = () => {}
  const over = new Promise<undefined>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    stop = () => clearTimeout(timer)
  })
  try {
    return await Promise.race([promise, over])
  } finally {
    stop()
  }
}
