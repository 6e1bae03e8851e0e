// `npm run check:python`: ruff's lint and format and pyright's types, as npm packages, since Python itself is not needed to use or test
// the program. What Python imports is not installed either: its types are unknown, those of our own code are not.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PositionEncoding, Workspace, type Diagnostic } from '@astral-sh/ruff-wasm-nodejs'

const folders = ['tools', 'deploy']
const ruff = new Workspace(
  {
    'line-length': 150,
    'target-version': 'py311',
    lint: {
      select: ['E', 'F', 'W', 'I', 'B', 'UP', 'SIM', 'RUF', 'C4', 'PLE', 'PLW'],
      // Lines are the formatter's affair, Greek letters the papers'; the others matters of taste.
      ignore: ['E501', 'RUF001', 'RUF002', 'RUF003', 'B023', 'B027', 'B905', 'PLW2901', 'SIM108'],
    },
  },
  PositionEncoding.Utf16,
)

/** Lines that say what is wrong with a file; `--write` formats it first. */
function problemsIn(path: string, write: boolean): string[] {
  const source = readFileSync(path, 'utf8')
  const formatted = ruff.format(source)
  if (write && formatted !== source) writeFileSync(path, formatted)
  const diagnostics = ruff.check(write ? formatted : source) as Diagnostic[]
  return [
    ...(write || formatted === source ? [] : [`${path}: not formatted; npm run check:python -- --write`]),
    ...diagnostics.map(
      ({ code, message, start_location: { row, column } }) => `${path}:${row}:${column}: ${code} ${message}`,
    ),
  ]
}

/** Without a path there is no Python whose packages could make the types differ from machine to machine. */
function typesAreRight(): boolean {
  const program = fileURLToPath(import.meta.resolve('pyright/index.js'))
  const { status } = spawnSync(process.execPath, [program], {
    stdio: 'inherit',
    env: { ...process.env, PATH: '' },
  })
  return status === 0
}

const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(folder, name)),
)
const problems = files.toSorted().flatMap((path) => problemsIn(path, process.argv.includes('--write')))
for (const problem of problems) console.log(problem)
console.log(`${files.length} files, ${problems.length} problems`)
if (!typesAreRight() || problems.length > 0) process.exitCode = 1
