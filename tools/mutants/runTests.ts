import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { planVariable, type Finding, type Plan } from './plan'
import type { Found } from './results'

/** Runs tests on the mutants of a plan. What they say on the way is in `folder`, so that an ended run is not for nothing. */
export function runTests(folder: string, plan: Omit<Plan, 'log'>): Found {
  const [file, log] = [join(folder, 'plan.json'), join(folder, 'log.jsonl')]
  writeFileSync(file, JSON.stringify({ ...plan, log } satisfies Plan))
  writeFileSync(log, '')
  const command = [
    'vitest',
    'run',
    '--config',
    'tools/mutants/vitest.config.ts',
    ...plan.tests,
    ...(plan.named ? ['-t', plan.named] : []),
  ]
  const { status, stdout } = spawnSync('npx', command, {
    env: { ...process.env, [planVariable]: file },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) console.log(`Tests failed without a mutant, or one left something behind:\n${stdout}`)
  const findings = readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Finding)
  for (const finding of findings)
    if ('left' in finding)
      console.log(`Not tried (${finding.why}): "${finding.test}", which covers ${finding.left.length}.`)
  const ends = findings.filter((finding) => 'covered' in finding)
  return {
    tried: new Set(plan.ids),
    killed: new Set(findings.flatMap((finding) => ('killed' in finding ? [finding.killed] : []))),
    covered: new Set(ends.flatMap(({ covered }) => covered)),
    early: new Set(ends.flatMap(({ early }) => early)),
    isWhole: ends.length > 0,
  }
}
