// Runs that are ended once they have come as far as was wanted.
import { runGuides, type EditHooks } from './editJob'

class Enough extends Error {}

type Run = Parameters<typeof runGuides>

/** As `runGuides`, up to the beginning of a stage. */
export async function runUntil(
  stage: 'denoising' | 'decoding',
  [request, planned, networks]: readonly [Run[0], Run[1], Run[2]],
  hooks: EditHooks,
): Promise<void> {
  try {
    await runGuides(request, planned, networks, {
      ...hooks,
      onStage: (begun, part) => {
        hooks.onStage?.(begun, part)
        if (begun === stage) throw new Enough()
      },
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
}
