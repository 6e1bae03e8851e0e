/** Runs tasks one after the other, in the order in which they came: ONNX Runtime's sessions must not run at once. */
export class RunQueue {
  private last: Promise<unknown> = Promise.resolve()

  /** The task's own outcome. A task that fails does not stop those behind it. */
  add<Result>(task: () => Promise<Result>): Promise<Result> {
    const outcome = this.last.then(task)
    this.last = outcome.catch(() => {})
    return outcome
  }
}
