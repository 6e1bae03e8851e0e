import { PalimpsestError } from '../../src/shared/errors'
import type { ActiveGuide, BranchId } from './guide'
import { messages } from './messages'

/** A run of a branch was asked for that no guide has added. */
export class MissingBranch extends Error {
  constructor(readonly branch: BranchId) {
    super(`No guide has added the branch "${branch}".`)
  }
}

/**
 * What a hook of a guide gives.
 * @throws PalimpsestError('recipe') that names guide and branch where it asks for one that is not there
 */
export async function askedBy<Given>({ id }: ActiveGuide, given: Given | Promise<Given>): Promise<Given> {
  try {
    return await given
  } catch (error) {
    if (!(error instanceof MissingBranch)) throw error
    throw new PalimpsestError(messages.missingBranch({ guide: id, branch: error.branch }), { cause: error })
  }
}
