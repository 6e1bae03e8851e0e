// Runs each test as it is, and then once for each mutant that it covers and that no test before it has told from the program.
import { appendFileSync, readFileSync } from 'node:fs'
import type { RunnerTestCase, RunnerTestFile } from 'vitest'
import { VitestTestRunner } from 'vitest/runners'
import { planVariable, type Finding, type Plan } from './plan'

const plan = JSON.parse(readFileSync(process.env[planVariable]!, 'utf8')) as Plan
const open = new Set(plan.ids)
const covered = new Set<number>()
const early = new Set<number>()
let reached: Set<number> | undefined
/** Places of mutants that were passed, by which a loop without end is known. */
let passed = 0
let most = Infinity

function pass(): void {
  if (++passed > most) throw new Error('This mutant does not end.')
}

/** What the mutated code asks (`findMutants.ts`). */
const mutants = {
  active: -1,
  hit(): boolean {
    pass()
    return true
  },
  cover(...ids: number[]): void {
    pass()
    if (mutants.active >= 0) return
    const into = reached ?? early
    for (const id of ids) into.add(id)
  },
}
;(globalThis as { mutants?: typeof mutants }).mutants = mutants

const say = (finding: Finding) => appendFileSync(plan.log, `${JSON.stringify(finding)}\n`)

export default class MutantRunner extends VitestTestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = VitestTestRunner.getTestFn(test)
    passed = 0
    reached = new Set()
    await run()
    const [places, todo] = [passed, [...reached].filter((id) => open.has(id))]
    for (const id of reached) covered.add(id)
    reached = undefined
    if (todo.length === 0) return

    // The first time it may load what is kept from then on.
    const [start, before] = [performance.now(), process.cpuUsage()]
    if (!(await passes(run, 60_000))) return say({ left: todo, test: test.name, why: 'fails when repeated' })
    const took = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    if ((user + system) / 1000 > plan.slowest) return say({ left: todo, test: test.name, why: 'slow' })
    for (const id of todo) {
      say({ trying: id })
      mutants.active = id
      passed = 0
      most = 20 * places + 100_000
      const killed = !(await passes(run, 5_000 + 8 * took))
      mutants.active = -1
      most = Infinity
      if (!killed) continue
      open.delete(id)
      say({ killed: id, by: `${test.file.name} > ${test.name}` })
    }
  }

  override onAfterRunFiles(files: RunnerTestFile[] = []): void {
    super.onAfterRunFiles()
    say({ ended: files.map(({ filepath }) => filepath), covered: [...covered], early: [...early] })
  }
}

async function passes(run: () => unknown, limit: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), limit)))
  const whole = (async () => {
    try {
      await run()
      return true
    } catch {
      return false
    }
  })()
  const passed = await Promise.race([whole, late])
  clearTimeout(timer)
  return passed
}
