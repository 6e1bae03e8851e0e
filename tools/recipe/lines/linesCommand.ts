// Batches as a process: results on standard output, signals, exit codes.
import { parseLineOptions } from './lineOptions'
import { runLines } from './runLines'

/** Of <sysexits.h>, "try again": what is left is done by the same command. */
const temporaryFailure = 75
/** Milliseconds after which a job that was told to end is left as it is: it may wait for a server that does not answer. */
const patience = 5000

/**
 * Runs a batch. SIGTERM and SIGINT let the running job end and begin no other; a second one ends it at once.
 * @returns the exit code: 0 when every job is done, 1 when some failed, 75 when it was told to end before the lines did
 * @throws PalimpsestError as `runLines` does
 */
export async function linesCommand(args: readonly string[]): Promise<number> {
  const options = parseLineOptions(args)
  const [drain, cancel] = [new AbortController(), new AbortController()]
  const end = () => {
    if (drain.signal.aborted) {
      cancel.abort()
      // Keeps nothing running by itself. What is written is whole at any moment.
      setTimeout(() => process.exit(temporaryFailure), patience).unref()
    } else console.error('The running job ends; the same command does what is left.')
    drain.abort()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // What reads the results has gone, an actor of Ray or `head`: they are in the folder, and nobody waits for more.
  process.stdout.on('error', () => drain.abort())
  const { done, before, failed, drained } = await runLines(options, {
    write: (line) => process.stdout.write(`${line}\n`),
    drain: drain.signal,
    cancel: cancel.signal,
  })
  console.error(`${done} done, ${before} done before, ${failed} failed.`)
  if (drained) return temporaryFailure
  return failed > 0 ? 1 : 0
}
