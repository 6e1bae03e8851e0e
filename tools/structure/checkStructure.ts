// `check:structure`: import rules, cycles, one importing file for each package that may be exchanged, no guide that is
// named outside of its folder, and no file that is read late without a word where it is gone.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { guideIds, namedGuides } from './guideIds'
import { importLines } from './imports'
import { fileRules, packageRules, singleImporters } from './rules'

const roots = ['src', 'workers', 'tools', 'e2e']
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('e2e/')

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
  })
}

/** The file that a relative specifier names; undefined for assets (`./x.css`, `./x.wasm?url`). */
function resolve(from: string, specifier: string): string | undefined {
  const base = normalize(join(dirname(from), specifier.replace(/\?.*$/, '')))
  return [base, `${base}.ts`, `${base}.tsx`].find((path) => /\.tsx?$/.test(path) && existsSync(path))
}

/** Whether a file of the page or the engine reads another one late without saying why that cannot be read. The list's readers say it. */
const readsUnsaid = (from: string, text: string): boolean =>
  /^(src|workers)\//.test(from) &&
  from !== 'workers/guidance/list.ts' &&
  /(await|=>) import\(/.test(text) &&
  !/\b(latePart|readPart)\(/.test(text)

const ids = guideIds()
const files = roots.flatMap(sourceFiles)
const problems: string[] = []
const edges = new Map<string, string[]>()
const importers = new Map<string, Set<string>>()

for (const from of files) {
  const targets: string[] = []
  const text = readFileSync(from, 'utf8')
  if (!isTest(from) && !from.includes('/fixtures/'))
    for (const id of namedGuides(from, text, ids))
      problems.push(`${from} names the guide "${id}": only its folder and the list of guides may.`)
  if (!isTest(from) && readsUnsaid(from, text))
    problems.push(`${from} imports while it runs: readPart or latePart says it where the file is gone.`)
  for (const { specifier, typeOnly } of importLines(text)) {
    if (specifier.startsWith('.')) {
      const to = resolve(from, specifier)
      if (!to) continue
      if (!typeOnly) targets.push(to)
      if (isTest(from)) continue
      for (const rule of fileRules)
        if (rule.breaks(from, to)) problems.push(`${from} imports ${to}: ${rule.text}.`)
    } else if (!isTest(from)) {
      for (const rule of packageRules)
        if (rule.breaks(from, specifier)) problems.push(`${from} imports ${specifier}: ${rule.text}.`)
      const single = singleImporters.find((name) => specifier === name || specifier.startsWith(`${name}/`))
      if (single && !typeOnly) importers.set(single, (importers.get(single) ?? new Set()).add(from))
    }
  }
  edges.set(from, targets)
}

for (const [name, users] of importers)
  if (users.size > 1) problems.push(`${name} is imported by ${[...users].join(', ')}: one file alone may.`)

// Cycles, by depth-first search: a file that is met again on its own path.
const finished = new Set<string>()
function visit(file: string, path: readonly string[]): void {
  const at = path.indexOf(file)
  if (at >= 0) {
    problems.push(`Import cycle: ${[...path.slice(at), file].join(' -> ')}.`)
    return
  }
  if (finished.has(file)) return
  for (const next of edges.get(file) ?? []) visit(next, [...path, file])
  finished.add(file)
}
for (const file of files) visit(file, [])

for (const problem of problems) console.error(problem)
console.log(`${files.length} files, ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
