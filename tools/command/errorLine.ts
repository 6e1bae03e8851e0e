import { reportOf } from '../../src/shared/errors'

/** One line for stderr: what is wrong, and what to do. */
export function errorLine(error: unknown): string {
  const { code, message, hint, detail } = reportOf(error)
  // Whoever runs commands is the one who reports what went wrong in them, and has no other console.
  const said =
    code === 'internal' && detail !== undefined ? `${message} ${hint} (${detail})` : `${message} ${hint}`
  return said.replaceAll(/\s*\n\s*/g, '; ')
}
