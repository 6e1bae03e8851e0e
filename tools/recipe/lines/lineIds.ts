// The ids of a batch name its pictures: two jobs of one id would write one file.
import { PalimpsestError } from '../../../src/shared/errors'

export class LineIds {
  private readonly claimed = new Map<string, { readonly hash: string; readonly line: number }>()

  /** @throws PalimpsestError('recipe') when another job has the id; the same job may come again */
  claim({ id, hash }: { readonly id?: string; readonly hash: string }, line: number): void {
    if (id === undefined) return
    // Windows and macOS take two names for one that differ in their capitals only.
    const name = id.toLowerCase()
    const other = this.claimed.get(name)
    if (other === undefined) this.claimed.set(name, { hash, line })
    else if (other.hash !== hash)
      throw new PalimpsestError(
        'recipe',
        `Line ${other.line} has the id "${id}" too, for another job.`,
        'Give each job an id of its own.',
      )
  }
}
