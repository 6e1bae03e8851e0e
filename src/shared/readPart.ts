// Code in a file of its own that is not there: because the connection is not, or because the program was renewed on its server while
// this one was open. Files are named by what is in them, so the files of before are gone then.
import { PalimpsestError, reportOf, type ErrorReport } from './errors'
import { messages } from './messages'

/**
 * What `load` imports.
 * @param otherwise what is said where the program was not renewed
 * @throws PalimpsestError where it cannot be read
 */
export async function readPart<Module>(
  load: () => Promise<Module>,
  otherwise: ErrorReport = messages.partNotRead(),
): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    throw new PalimpsestError(await whyGone(otherwise), { cause })
  }
}

/**
 * What `work` makes of files that come with the program.
 * @throws what `work` throws, unless the program was renewed meanwhile: then that is said
 */
export async function ofProgram<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (reportOf(error).code === 'cancelled' || !(await isRenewed())) throw error
    throw new PalimpsestError(messages.renewed(), { cause: error })
  }
}

/** What is said of a file of the program that is gone. */
export const whyGone = async (otherwise: ErrorReport): Promise<ErrorReport> =>
  (await isRenewed()) ? messages.renewed() : otherwise

/**
 * Whether the server no longer has the program that runs here.
 * @param script of this program; by itself the one that this function is in
 */
export async function isRenewed(script = import.meta.url): Promise<boolean> {
  try {
    const { ok, status, headers } = await fetch(script, { method: 'HEAD', cache: 'no-store' })
    // Servers of single-page programs answer with the page for what they do not have.
    return (
      status === 404 || status === 410 || (ok && /^text\/html\b/i.test(headers.get('content-type') ?? ''))
    )
  } catch {
    return false
  }
}
