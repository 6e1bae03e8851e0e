// What add-ons make of weights, held against the libraries that train them (tools/reference/weight_changes.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Graph } from '../../graph/graph'
import { writeOnnx } from '../../graph/lowering/writeOnnx'
import { openNodeBackend } from '../../runtime/node.node'
import { tensor } from '../../tensor/tensor'
import { bytesSource } from '../../weights/bytesSource'
import { pathTree } from '../../weights/pathTree.node'
import { readTensor } from '../../weights/safetensors'
import { openCheckpoint, type Checkpoint } from '../checkpoint'
import { changedWeight } from '../overlays/changedWeight'
import { OverlayInputs } from '../overlays/overlayInputs'
import { fitAddOns } from './fitAddOns'
import { openAddOn } from './openAddOn'

interface Case {
  readonly name: string
  /** A safetensors file. */
  readonly file: string
  /** Float32, by the weight's key. */
  readonly weights: Readonly<Record<string, string>>
  readonly words: Readonly<Record<string, string>>
}

const cases = JSON.parse(readFileSync('workers/models/fixtures/weightChanges.json', 'utf8')) as Case[]
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const numbersOf = (base64: string) => new Float32Array(bytesOf(base64).buffer)

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())
let checkpoint: Checkpoint
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree('workers/models/fixtures/checkpoints/sd1'))
})

it.each(cases)('$name is what its own library makes of it', async ({ name, file, weights, words }) => {
  const addOn = await openAddOn(bytesSource(`${name}.safetensors`, bytesOf(file)))
  const fitted = await fitAddOns([{ id: name, addOn, strength: { unet: 1, textEncoder: 1 } }], checkpoint)
  expect(fitted.notes).toEqual([])
  for (const [key, expected] of Object.entries(weights)) {
    const isText = key.startsWith('text_model')
    const overlays = (isText ? fitted.textEncoder : fitted.unet).overlays.get(key)
    const own = (isText ? checkpoint.textEncoder : checkpoint.unet).weights.get(key)
    const theirs = numbersOf(expected)
    const graph = new Graph()
    graph.output('weight', changedWeight(graph.weight(own!), overlays!, new OverlayInputs(graph)))
    const session = await backend.createSession(
      writeOnnx(graph, { provider: 'node', compute: 'float32', fused: false }),
    )
    const strengths = [...new Set(overlays!.map(({ strength }) => strength))]
    const made = await session.run(
      Object.fromEntries(strengths.map((strength) => [strength, tensor(Float32Array.of(1), [1])])),
    )
    const ours = made.get('weight')!.data
    expect(ours.length).toBe(theirs.length)
    const largest = Math.max(...theirs.map(Math.abs))
    const apart = Math.max(...theirs.map((value, at) => Math.abs(value - ours[at]!)))
    expect(apart / largest).toBeLessThan(1e-6)
  }
  expect(fitted.words.map(({ word }) => word)).toEqual(Object.keys(words))
  expect([...fitted.vectors.data]).toEqual(Object.values(words).flatMap((own) => [...numbersOf(own)]))
  if (Object.keys(words).length > 0 && addOn.kind === 'lora')
    expect([...(await readTensor(addOn.words![0]!.vectors))]).toEqual([...fitted.vectors.data])
})
