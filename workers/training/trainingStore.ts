// Where a training keeps what it needs to go on after a tab that was closed, a crash or a lost device.

/** A few files by name. One is there whole or not at all, however the writer ended. */
export interface TrainingStore {
  /** Undefined where there is none. */
  read(name: string): Promise<Uint8Array | undefined>
  /** @throws PalimpsestError('storage') when there is no room, or the browser refuses. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Forgets everything. */
  clear(): Promise<void>
}
