import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { planVariable, type Finding, type Plan } from './plan'
import { foundOf, type Found } from './results'

/**
 * Runs tests on the mutants of a plan, until they have ended or this process is told to end. What they say on the way is in
 * `folder`, so that an ended run is not for nothing.
 */
export async function runTests(folder: string, plan: Omit<Plan, 'log'>): Promise<Found> {
  const [file, log] = [join(folder, 'plan.json'), join(folder, 'log.jsonl')]
  writeFileSync(file, JSON.stringify({ ...plan, log } satisfies Plan))
  writeFileSync(log, '')
  const command = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tools/mutants/vitest.config.ts',
    ...plan.tests,
    ...(plan.named ? ['-t', plan.named] : []),
  ]
  const tests = spawn(process.execPath, command, {
    env: { ...process.env, [planVariable]: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => void tests.kill()
  for (const signal of ends) process.on(signal, end)
  const [status, said] = await Promise.all([exitOf(tests), text(tests.stdout)])
  for (const signal of ends) process.off(signal, end)
  if (status !== 0)
    console.log(`Tests failed without a mutant, were ended, or one left something behind:\n${said}`)
  const findings = readFileSync(log, 'utf8').split('\n').flatMap(findingOf)
  for (const finding of findings)
    if ('left' in finding)
      console.log(`Not tried (${finding.why}): "${finding.test}", which covers ${finding.left.length}.`)
  return { tried: new Set(plan.ids), ...foundOf(findings) }
}

const ends = ['SIGINT', 'SIGTERM'] as const

const exitOf = (process: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => process.on('error', reject).on('close', resolve))

/** The last line of tests that were killed may be half of one, or empty. */
function findingOf(line: string): readonly Finding[] {
  try {
    return [JSON.parse(line) as Finding]
  } catch {
    return []
  }
}
