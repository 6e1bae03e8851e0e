// Where the edits of a long run are made: in this process, or in a browser's worker.

export interface LongRunEditor {
  /** The kinds of edits, in turn. */
  readonly kinds: readonly string[]
  /**
   * Runs an edit of a kind.
   * @param cancelAfter milliseconds after which it is cancelled, if it still runs then
   * @returns SHA-256 of its pixels; undefined where it was cancelled
   */
  edit(kind: number, cancelAfter?: number): Promise<string | undefined>
  /** Bytes that are taken now, garbage collected before, by what is counted. */
  memory(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}
