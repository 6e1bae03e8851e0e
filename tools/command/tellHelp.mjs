// The help of a command is the comment that its file begins with: what it does, and the lines by which it is called.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Prints what a command's file says of it, and ends, where `--help` or `-h` is among the arguments.
 * @param {string} moduleUrl `import.meta.url` of the command
 * @param {readonly string[]} [args] as typed
 */
export function tellHelp(moduleUrl, args = process.argv.slice(2)) {
  if (!args.includes('--help') && !args.includes('-h')) return
  const lines = readFileSync(fileURLToPath(moduleUrl), 'utf8').split('\n')
  const end = lines.findIndex((line) => !line.startsWith('//'))
  console.log(
    lines
      .slice(0, end)
      .map((line) => line.replace(/^\/\/ ?/, ''))
      .join('\n'),
  )
  process.exit(0)
}
