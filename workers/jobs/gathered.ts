// Calls that come one by one, run together.
import { messagesHandled } from '../runtime/messagesHandled'

/**
 * A function whose calls of one turn of the event loop become one call of `run`: the branches of a step ask for the same network each,
 * and none waits for another.
 * @param run gives the results in the order of its inputs; where it fails, all of the calls do.
 */
export function gathered<Input, Result>(
  run: (inputs: readonly Input[]) => Promise<readonly Result[]>,
): (input: Input) => Promise<Result> {
  let waiting: Input[] = []
  let running: Promise<readonly Result[]> | undefined
  return async (input) => {
    const at = waiting.push(input) - 1
    running ??= messagesHandled().then(() => {
      const inputs = waiting
      waiting = []
      running = undefined
      return run(inputs)
    })
    return (await running)[at]!
  }
}
