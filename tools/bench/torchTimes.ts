// Our runs in Node and PyTorch's of the same, round by round.
import { openTorch, type TorchTask } from './torchSide'
import { timeInTurn, type RunTime, type Timed } from './timeRuns'

export interface BothSides {
  readonly ours: readonly RunTime[]
  /** Absent without a Python. */
  readonly theirs?: readonly RunTime[]
}

/** How often each is timed: rounds, and runs of each in a round. */
export type Often = readonly [rounds: number, runsEach: number]

/**
 * @param timed ours, by the names that PyTorch has for the same
 * @param tasks those that are timed
 * @param python a Python with tools/requirements.txt, where there is one
 */
export async function timeBesideTorch<Task extends TorchTask>(
  timed: Readonly<Record<NoInfer<Task>, Timed>>,
  tasks: Readonly<Record<Task, Often>>,
  python: string | undefined,
  folder: string,
  threads: number,
): Promise<Readonly<Record<Task, BothSides>>> {
  const torch = python === undefined ? undefined : openTorch(python, folder, threads)
  try {
    const times: Partial<Record<Task, BothSides>> = {}
    for (const [task, [rounds, runsEach]] of Object.entries(tasks) as [Task, Often][]) {
      const sides: Record<string, Timed> = {
        ours: timed[task],
        ...(torch && { theirs: torch.timed(task) }),
      }
      times[task] = (await timeInTurn(sides, rounds, runsEach)) as unknown as BothSides
    }
    return times as Record<Task, BothSides>
  } finally {
    torch?.close()
  }
}
