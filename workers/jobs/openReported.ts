// A checkpoint, a network or an add-on is made known under an id, and the page told what it is, or what is wrong with it.
import { reportOf } from '../../src/shared/errors'
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { Request } from '../../src/shared/protocol/request'
import type { Devices, Running } from './devices'
import type { EngineOptions } from './engineOptions'
import { memoryOfSizes } from './forecast/memoryTaken'
import { isBundled } from './openedById'
import { summarise, summariseNetwork } from './summarise'
import { summariseAddOn } from './summariseAddOn'

type OpenRequest = Extract<Request, { type: 'open-checkpoint' | 'open-network' | 'open-add-on' }>

const failed = {
  'open-checkpoint': 'checkpoint-failed',
  'open-network': 'network-failed',
  'open-add-on': 'add-on-failed',
} as const

/** Failures are posted, never thrown. */
export async function openReported(
  request: OpenRequest,
  devices: Devices,
  post: EngineOptions['post'],
): Promise<void> {
  try {
    const running = await devices.current()
    const opened = await open(request, running)
    // What is kept may be of what had this id before.
    running.kept.forget()
    post(opened)
  } catch (error) {
    post({ type: failed[request.type], id: request.id, error: reportOf(error) })
  }
}

async function open(
  { type, id, source }: OpenRequest,
  { backend, checkpoints, controlNetworks, addOns }: Running,
): Promise<EngineEvent> {
  switch (type) {
    case 'open-checkpoint': {
      const checkpoint = await checkpoints.open(id, source)
      const summary = summarise(id, checkpoint)
      if (isBundled(id)) return { type: 'checkpoint', checkpoint: summary }
      return { type: 'checkpoint', checkpoint: { ...summary, memory: memoryOfSizes(checkpoint, backend) } }
    }
    case 'open-network':
      return { type: 'network', network: summariseNetwork(id, await controlNetworks.open(id, source)) }
    case 'open-add-on':
      return { type: 'add-on', addOn: summariseAddOn(id, await addOns.open(id, source)) }
  }
}
