// An edit with ControlNets on the harness's backend twice: residuals left on the device, and by way of the CPU.
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { residualCases, residualImages as images } from '../../workers/jobs/fixtures/residualCases'
import type { Checkpoint } from '../../workers/models/checkpoint'
import { openControlNetwork } from '../../workers/models/openControlNetwork'
import type { Backend, Session } from '../../workers/runtime/backend'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { urlTree } from '../../workers/weights/urlTree'

interface ResidualCase {
  /** Largest difference of the latents of both ways, as a share of the largest value. */
  readonly error: number
  /** Tensors that were left on the device, and those that still are at the end. */
  readonly made: number
  readonly held: number
}

/** @param fixtures address of workers/models/fixtures */
export async function residualCase(
  name: string,
  { backend, checkpoint, fixtures }: { backend: Backend; checkpoint: Checkpoint; fixtures: string },
): Promise<ResidualCase> {
  const { recipe: json } = residualCases.find((one) => one.name === name)!
  const recipe = parseRecipe(json, guideMetas)
  const open = () => openControlNetwork(urlTree(`${fixtures}/controlNetworks/controlnet`))
  const beside = new Map([
    ['controlnet', await open()],
    ['controlnet:other', await open()],
  ])
  const latentsOn = async (device: Backend) => {
    const sessions = new SessionCache(device, 1e9)
    const networks = new CheckpointNetworks(checkpoint, device, sessions, {
      controlNetwork: async (id) => beside.get(id)!,
    })
    try {
      return (await runEdit({ recipe, images }, networks)).latents.data
    } finally {
      await sessions.releaseAll()
    }
  }
  let [made, held] = [0, 0]
  const counted = (session: Session): Session => ({
    ...session,
    runOnDevice: async (feeds) => {
      const results = await session.runOnDevice!(feeds)
      made += results.size
      held += results.size
      return new Map(
        [...results].map(([key, one]) => {
          // The tensor itself is known to the device, so that it is changed in its place.
          const { release } = one
          return [key, Object.assign(one, { release: () => (held--, release()) })]
        }),
      )
    },
  })
  const there = await latentsOn({
    ...backend,
    createSession: async (...args) => counted(await backend.createSession(...args)),
  })
  const here = await latentsOn({ ...backend, keepsOutputs: false })
  let [off, largest] = [0, 0]
  here.forEach((value, at) => {
    off = Math.max(off, Math.abs(value - there[at]!))
    largest = Math.max(largest, Math.abs(value))
  })
  return { error: off / largest, made, held }
}
