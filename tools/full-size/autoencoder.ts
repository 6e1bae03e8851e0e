// The autoencoder in pieces, at the width of Stable Diffusion's, held against diffusers' as a whole.
//
//   python tools/full-size/autoencoder_side.py FOLDER 768 decode
//   npx tsx tools/full-size/autoencoder.ts FOLDER 768 decode [BYTES OF THE LARGEST TENSOR] [OF MAPS THAT ARE HELD] [OF A TILE]
//
// Pieces as wasm takes them, unless told otherwise: its limit of a tensor. Differences are in levels of 255 for a decoded picture.
import { join } from 'node:path'
import { decodeLatents, encodePicture, type AutoencoderRuns } from '../../workers/jobs/autoencoder'
import { openNetwork } from '../../workers/models/openNetwork'
import { readVaeConfig } from '../../workers/models/vaeConfig'
import { checkVaeKeys } from '../../workers/models/vaeGraph'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { readNpy } from '../recipe/npy'

const [folder, side, direction, limit, held, tile] = process.argv.slice(2)
if (folder === undefined || (direction !== 'decode' && direction !== 'encode'))
  throw new Error('Usage: autoencoder.ts FOLDER SIDE decode|encode [LARGEST TENSOR] [HELD] [TILE]')

const backend = await openNodeBackend({ threads: 1 })
const sessions = new SessionCache(backend, 1e9)
const keys: string[] = []
const runs: AutoencoderRuns = {
  network: await openNetwork(pathTree(folder), {
    folder: 'vae',
    stem: 'diffusion_pytorch_model',
    prefer: 'full',
    readConfig: readVaeConfig,
    checkKeys: checkVaeKeys,
  }),
  largestTensor: Number(limit ?? 512 * 2 ** 20),
  ...(held !== undefined && { heldBytes: Number(held) }),
  ...(tile !== undefined && { tileBytes: Number(tile) }),
  async run(key, build, feeds) {
    if (keys.at(-1) !== key) keys.push(key)
    return (await sessions.get(key, build)).run(feeds)
  },
  release: (key) => sessions.release(key),
}

const started = performance.now()
const parts =
  direction === 'decode'
    ? [(await decodeLatents(await readNpy(join(folder, `latents-${side}.npy`)), runs)).data]
    : Object.values(await encodePicture(await readNpy(join(folder, `picture-${side}.npy`)), runs)).map(
        ({ data }) => data,
      )
const seconds = (performance.now() - started) / 1000
await sessions.releaseAll()
await backend.dispose()

const whole = (await readNpy(join(folder, `${direction}-${side}.npy`))).data
const scale = direction === 'decode' ? 127.5 : 1
let [at, most, sum, clipped] = [0, 0, 0, 0]
for (const part of parts)
  for (const value of part) {
    const other = whole[at++]!
    const difference = Math.abs(value - other) * scale
    most = Math.max(most, difference)
    sum += difference
    if (Math.abs(other) > 1) clipped += 1
  }
if (at !== whole.length) throw new Error(`${at} numbers beside ${whole.length}.`)
const peak = process.resourceUsage().maxRSS / 1e6
console.log(
  `ours, ${keys.length} networks (${keys[0]}, ..., ${keys.at(-1)}): ${seconds.toFixed(0)} s, ${peak.toFixed(1)} GB at the peak; ` +
    `largest difference ${most.toPrecision(3)}${direction === 'decode' ? ' levels' : ''}, mean ${(sum / at).toPrecision(3)}; ` +
    `${((100 * clipped) / at).toFixed(1)} % beyond [-1, 1]`,
)
