// `npm run test:long`: the property tests, by hand, with 15 times their usual runs and a seed of its own, which is written down so that a
// failure can be seen again: PROPERTY_SEED=... PROPERTY_TIMES=... npx vitest run path/to/file.test.ts
//
//   npm run test:long -- [times] [paths...]
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tellHelp } from '../command/tellHelp.mjs'
import { run } from './process.mjs'

tellHelp(import.meta.url)

const [times = '15', ...paths] = process.argv.slice(2)
const seed = process.env.PROPERTY_SEED ?? String(Math.floor(Math.random() * 2 ** 31))

const testsIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((path) => readFileSync(path, 'utf8').includes("from 'fast-check'"))

const tests = paths.length > 0 ? paths : ['src', 'workers', 'tools'].flatMap(testsIn)
console.log(`${tests.length} files, ${times} times the usual runs, seed ${seed}`)
const { code } = await run('npx', ['vitest', 'run', ...tests], {
  env: { ...process.env, PROPERTY_TIMES: times, PROPERTY_SEED: seed },
})
process.exit(code)
