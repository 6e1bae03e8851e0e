// `npm test`: installs what is missing, runs every check by its name, and adds up what passed. CHROMIUM_PATH is the Chromium for the browser
// tests, where there is one; each check has a script of its own in package.json.
import { readFileSync } from 'node:fs'
import { tellHelp } from '../command/tellHelp.mjs'
import { installBrowser, installPackages } from './install.mjs'
import { run } from './process.mjs'

tellHelp(import.meta.url)
await installPackages()
process.env.CHROMIUM_PATH = await installBrowser()

const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)
// Long runs are started by hand.
const checks = scripts.filter((name) => /^(check|test):/.test(name) && name !== 'test:long')
const failedChecks = []
let passed = 0
let failed = 0

for (const name of checks) {
  console.log(`\n== ${name}`)
  const started = Date.now()
  const { code, output } = await run('npm', ['run', '--silent', name], {
    capture: true,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  const counts = name.startsWith('test:')
    ? countsIn(output)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  passed += counts.passed
  failed += counts.failed
  // A suite that broke before it counted anything, or whose failure it did not count, is one failure.
  if (code !== 0 && counts.failed === 0) failed += 1
  // A suite that ran nothing proves nothing.
  if (code === 0 && counts.passed === 0) failed += 1
  if (code !== 0 || counts.passed === 0) failedChecks.push(name)
  console.log(
    `== ${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s`,
  )
}

if (failedChecks.length > 0) console.log(`\nFailed: ${failedChecks.join(', ')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** Reads the closing lines of vitest ("Tests  12 passed | 1 failed (13)") and Playwright ("  12 passed (3m)"). */
function countsIn(output) {
  const lines = output.split('\n')
  const vitest = lines.findLast((line) => /^\s*Tests\s+.*\(\d+\)/.test(line))
  const count = (text, word) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0)
  if (vitest) return { passed: count(vitest, 'passed'), failed: count(vitest, 'failed') }
  const tail = lines
    .slice(-40)
    .filter((line) => /^\s+\d+ (passed|failed|flaky)/.test(line))
    .join('\n')
  return { passed: count(tail, 'passed'), failed: count(tail, 'failed') + count(tail, 'flaky') }
}
