// What previews add to an edit: edits with and without, in turn.
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { previewsOf } from '../../workers/jobs/previews'
import { openCheckpoint, type Checkpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { timedInNode } from './nodeSide'
import { timeInTurn, type RunTime } from './timeRuns'

interface PreviewCost {
  readonly what: string
  /** Of each edit with them. */
  readonly previews: number
  readonly shown: readonly RunTime[]
  readonly plain: readonly RunTime[]
}

/** Edits with guidance at the checkpoint's own size, everything loaded, in pairs. */
export async function timePreviews(folder: string, threads: number, pairs: number): Promise<PreviewCost[]> {
  const checkpoint = await openCheckpoint(pathTree(folder))
  const { preview: _, ...withoutDecoder } = checkpoint
  const backend = await openNodeBackend({ threads })
  const costs: PreviewCost[] = []
  try {
    for (const [decoder, of] of [
      ['the small decoder', checkpoint],
      ['the autoencoder', withoutDecoder],
    ] as const) {
      const networks = new CheckpointNetworks(of, backend, new SessionCache(backend, Infinity))
      for (const steps of [4, 20])
        costs.push({
          what: `${steps} steps, previews by ${decoder}`,
          ...(await timePair(networks, of, steps, pairs)),
        })
    }
    return costs
  } finally {
    await backend.dispose()
  }
}

async function timePair(
  networks: CheckpointNetworks,
  { workingSize: size }: Checkpoint,
  steps: number,
  pairs: number,
): Promise<Omit<PreviewCost, 'what'>> {
  const recipe = parseRecipe(
    {
      version: 1,
      checkpoint: 'bench',
      prompt: 'a blue cat',
      steps,
      scheduler: 'ddim',
      width: size,
      height: size,
    },
    guideMetas,
  )
  let previews = 0
  const edit = (hooks: Parameters<typeof runEdit>[2]) => runEdit({ recipe, images: {} }, networks, hooks)
  const withPreviews = () => {
    previews = 0
    let preview: ReturnType<typeof previewsOf>
    return edit({
      onStage: (stage) => {
        if (stage === 'denoising') preview = previewsOf(networks, () => previews++)
      },
      onStep: (done, seen) => preview(done, seen),
    })
  }
  const times = await timeInTurn(
    {
      shown: timedInNode(withPreviews),
      plain: timedInNode(() => edit({})),
    },
    pairs,
    1,
  )
  return { previews, ...times }
}
