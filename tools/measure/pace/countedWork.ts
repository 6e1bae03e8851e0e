// What a run asks of its UNet, counted where it asks.
import type { Recipe } from '../../../src/shared/recipe'
import type { Pixels } from '../../../src/shared/pixels'
import type { Denoiser, UNetCall } from '../../../workers/diffusion/denoiser'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../../workers/jobs/editJob'
import type { Checkpoint } from '../../../workers/models/checkpoint'
import { unetGraph } from '../../../workers/models/unetGraph'
import type { Backend } from '../../../workers/runtime/backend'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import { workOf } from '../../../workers/graph/workOf'

class CountingNetworks extends CheckpointNetworks {
  work = 0

  constructor(
    private readonly opened: Checkpoint,
    backend: Backend,
  ) {
    super(opened, backend, new SessionCache(backend, Infinity))
  }

  override unet(): Denoiser {
    const unet = super.unet()
    return {
      ...unet,
      run: (calls, signal) => {
        for (const call of calls) this.work += this.workOfCall(call)
        return unet.run(calls, signal)
      },
    }
  }

  private workOfCall({ sample, embedding, deep }: UNetCall): number {
    const { config, weights } = this.opened.unet
    const [, , height, width] = sample.shape as [number, number, number, number]
    const length = embedding.tokens.shape[1] as number
    const cut = deep && { depth: deep.depth, given: deep.given !== undefined }
    return workOf(unetGraph(config, weights, { batch: 1, height, width, length, ...(cut && { deep: cut }) }))
  }
}

/** Multiplications of all UNet passes of an edit. */
export async function countWork(
  request: { readonly recipe: Recipe; readonly images: Readonly<Record<string, Pixels>> },
  checkpoint: Checkpoint,
  backend: Backend,
): Promise<number> {
  const networks = new CountingNetworks(checkpoint, backend)
  await runEdit(request, networks)
  return networks.work
}
