// What a guide costs: its steps as a multiple of plain ones (two branches, classifier-free guidance), measured in turn so that
// whatever else the machine does falls on both.
import { existsSync } from 'node:fs'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import type { Networks } from '../../workers/jobs/networks'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openControlNetwork } from '../../workers/models/openControlNetwork'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { guideCases, type GuideCase } from './guideCases'
import { median, processorSeconds, ratioOfPairs, type RunTime } from './timeRuns'

export interface GuideCost {
  readonly what: string
  readonly aim: string
  readonly plain: RunTime
  readonly guided: RunTime
  /** Middle of the ratios of all pairs. */
  readonly ratio: Readonly<Record<'wall' | 'processor', number>>
}

const steps = 8
const pairs = 7

/**
 * Every case whose guide and networks are there.
 * @param models folder of networks that go with the checkpoint
 * @param named part of the names of those that are wanted
 */
export async function timeGuides(
  folder: string,
  models: string | undefined,
  threads: number,
  named = '',
): Promise<readonly GuideCost[]> {
  const backend = await openNodeBackend({ threads })
  try {
    const sessions = new SessionCache(backend, Infinity)
    const networks = new CheckpointNetworks(await openCheckpoint(pathTree(folder)), backend, sessions, {
      controlNetwork: keepOpened((id) => openControlNetwork(pathTree(`${models}/${id}`))),
    })
    const costs: GuideCost[] = []
    for (const one of guideCases.filter(({ what }) => what.includes(named))) {
      const there = one.guides.every(({ id }) => guideMetas.has(id))
      if (there && (one.networks ?? []).every((id) => models !== undefined && existsSync(`${models}/${id}`)))
        costs.push(await timeCase(one, networks))
    }
    return costs
  } finally {
    await backend.dispose()
  }
}

/** Sessions are kept by the network that they run, so it has to be the same one each time. */
function keepOpened<Opened>(open: (id: string) => Promise<Opened>): (id: string) => Promise<Opened> {
  const opened = new Map<string, Promise<Opened>>()
  return (id) => {
    const one = opened.get(id) ?? open(id)
    opened.set(id, one)
    return one
  }
}

async function timeCase(one: GuideCase, networks: Networks): Promise<GuideCost> {
  const plain: RunTime[] = []
  const guided: RunTime[] = []
  // The first pair loads the networks.
  for (let pair = 0; pair <= pairs; pair++) {
    const [before, with_] = [
      await timeSteps({ ...one, guides: [], size: {} }, networks),
      await timeSteps(one, networks),
    ]
    if (pair === 0) continue
    plain.push(before)
    guided.push(with_)
  }
  return {
    what: one.what,
    aim: one.aim,
    plain: { wall: median(plain, 'wall')!, processor: median(plain, 'processor')! },
    guided: { wall: median(guided, 'wall')!, processor: median(guided, 'processor')! },
    ratio: {
      wall: ratioOfPairs(guided, plain, 'wall')!,
      processor: ratioOfPairs(guided, plain, 'processor')!,
    },
  }
}

/** The middle of an edit's steps but for the first, which also waits for the text encoder. */
async function timeSteps({ guides, size, images = {} }: GuideCase, networks: Networks): Promise<RunTime> {
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint: 'bench',
      prompt: 'a blue cat left of a red house',
      steps,
      scheduler: 'ddim',
      width: networks.traits.sampleSize * networks.scaleFactor,
      height: networks.traits.sampleSize * networks.scaleFactor,
      ...size,
      guides: [{ id: 'classifier-free', values: { scale: 4 } }, ...guides],
    },
    guideMetas,
  )
  const times: RunTime[] = []
  let last = now()
  await runEdit({ recipe, images }, networks, {
    onStep: () => {
      const next = now()
      times.push({ wall: next.wall - last.wall, processor: next.processor - last.processor })
      last = next
    },
  })
  const rest = times.slice(1)
  return { wall: median(rest, 'wall')!, processor: median(rest, 'processor')! }
}

const now = () => ({ wall: performance.now() / 1000, processor: processorSeconds() })
