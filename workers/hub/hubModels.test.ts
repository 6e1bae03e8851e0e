// Tiny networks of transformers' own in the Hub's layout, against what transformers makes of the same picture
// (tools/reference/hub_models.py). Largest errors seen: depth 1.5e-6 and 2.5e-6, every class the same, matte 1.5e-7.
import { describe, expect, it } from 'vitest'
import type { ModelTask } from '../../src/shared/modelTask'
import { cropPixels } from '../image/placement'
import { depthMapOf } from './depthOf'
import { enlarged } from './enlarge'
import { hubFacts, hubFixtures, hubPicture, modelsInTests } from './fixtures/openModels.node'
import type { Loaded } from './loadedModels'
import type { HubModel } from './openModel'
import { segmentsOf } from './segmentsOf'
import { matteOf, subjectOf } from './subjectOf'

const bytesOf = (text: string) => Buffer.from(text, 'base64')
const floatsOf = (text: string) => new Float32Array(new Uint8Array(bytesOf(text)).buffer)

const useModel = modelsInTests()
const made = <Result>(
  name: string,
  task: ModelTask,
  work: (loaded: Loaded, model: HubModel) => Promise<Result>,
): Promise<Result> => useModel(`${hubFixtures}/${name}`, task, work)

const largestError = (ours: ArrayLike<number>, theirs: Float32Array): number => {
  expect(ours.length).toBe(theirs.length)
  return theirs.reduce((most, value, at) => Math.max(most, Math.abs(value - ours[at]!)), 0)
}

describe('a model of the Hub', () => {
  it.each(['depth-anything', 'glpn'])('%s sees the depth that transformers sees', async (name) => {
    const map = await made(name, 'depth-estimation', (loaded, { config }) =>
      depthMapOf(loaded, config, hubPicture),
    )
    const error = largestError(map.data, floatsOf(hubFacts[name]!))
    expect(error).toBeLessThan(1e-4)
  })

  it('segformer tells the same things apart', async () => {
    const { classes, names } = await made('segformer', 'image-segmentation', (loaded) =>
      segmentsOf(loaded, hubPicture),
    )
    const all = ['wall', 'sky', 'person', 'cat', 'grass']
    const theirs = bytesOf(hubFacts['segformer']!)
    const same = theirs.filter((one, at) => all[one] === names[classes[at]!]).length
    expect(same / theirs.length).toBe(1)
  })

  it('for mattes finds the same subject, whatever its input and output are called', async () => {
    const [matte, { names, classes, coverage }] = await made(
      'matting',
      'background-removal',
      async (loaded) => [await matteOf(loaded, hubPicture), await subjectOf(loaded, hubPicture)] as const,
    )
    const theirs = floatsOf(hubFacts['matting']!)
    const error = largestError(matte.data, theirs)
    expect(error).toBeLessThan(1e-4)
    expect(names).toEqual(['background', 'subject'])
    expect([...classes]).toEqual(Array.from(theirs, (value) => (value >= 0.5 ? 1 : 0)))
    // Half a level is what 8 bits lose.
    theirs.forEach((value, at) => expect(Math.abs(coverage![at]! / 255 - value)).toBeLessThan(0.51 / 255))
  })

  it('enlarges a picture as transformers does, to 8 bits', async () => {
    const part = cropPixels(hubPicture, { left: 0, top: 0, width: 32, height: 24 })
    const large = await made('swin2sr', 'image-to-image', (loaded) => enlarged(loaded, part))
    expect([large.width, large.height]).toEqual([64, 48])
    const theirs = floatsOf(hubFacts['swin2sr']!)
    let most = 0
    for (let channel = 0; channel < 3; channel++)
      for (let at = 0; at < 64 * 48; at++) {
        const value = Math.min(1, Math.max(0, theirs[channel * 64 * 48 + at]!)) * 255
        most = Math.max(most, Math.abs(large.data[at * 4 + channel]! - value))
      }
    // Half a level is what 8 bits lose.
    expect(most).toBeLessThan(0.51)
  })
})
