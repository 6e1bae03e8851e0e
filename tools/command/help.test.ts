// Each command that is started by hand says what its arguments are, and says in one line what it does not know.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}
/** Name and file of each of ours, but for checks, which take no arguments. */
const commands = Object.entries(scripts).flatMap(([name, script]) => {
  const [file] = /tools\/\S+$/.exec(script) ?? []
  return file === undefined || name.startsWith('check:') ? [] : [[name, file] as const]
})

describe('a command', () => {
  it.each(commands)('%s says at its beginning how it is called, and tells it with --help', (name, file) => {
    const source = readFileSync(file, 'utf8')
    const comment = source.slice(0, source.search(/^(?!\/\/)/m))
    expect(comment).toContain(['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`)
    // Loading all of them would take minutes; two are called below.
    expect(source).toMatch(/^tellHelp\(import\.meta\.url\)$|commandOptions\(import\.meta\.url, \{/m)
  })

  it('prints that comment and ends, without the signs', async () => {
    const { stdout } = await run(process.execPath, ['tools/run/testLong.mjs', '--help'])
    expect(stdout).toMatch(/^`npm run test:long`: /)
    expect(stdout).toContain('\n  npm run test:long -- [times] [paths...]\n')
    expect(stdout).not.toContain('import ')
  })

  it('refuses an option that it does not know in one line', async () => {
    const call = run('node_modules/.bin/tsx', ['tools/mutants/mutants.ts', '--whatever'])
    const refused = await call.then(
      () => undefined,
      (error: { readonly code: number; readonly stderr: string }) => error,
    )
    expect(refused?.code).toBe(1)
    expect(refused?.stderr.trim()).toBe("Unknown option '--whatever'. --help says what there is.")
  }, 60_000)
})
