// What an edit leaves alone keeps its own pixels: the bundled checkpoint, which works at 128 pixels, on a picture of 512.
import { describe, expect, it } from 'vitest'
import { run } from './fixtures/commandLine.node'
import { readPicture } from './picture'

const picture = 'public/pictures/cat-meadow.png'
const recipe = {
  version: 1,
  checkpoint: 'toyland/instruct',
  prompt: 'make the cat blue',
  seed: 1,
  steps: 12,
  image: 'cat-meadow.png',
  guides: [{ id: 'instruct-pix2pix', values: { textScale: 3, imageScale: 2 } }],
}

/** The share of pixels that are the picture's own, and how much bluer than red the others became. */
async function compared(keepUnchanged: boolean) {
  const after = await readPicture(await run({ ...recipe, keepUnchanged }, ['--image', picture]))
  const before = await readPicture(picture)
  expect([after.width, after.height]).toEqual([before.width, before.height])
  let [kept, changed, bluer] = [0, 0, 0]
  for (let at = 0; at < before.data.length; at += 4) {
    const [r, g, b] = [0, 1, 2].map(
      (c) => (after.data[at + c] as number) - (before.data[at + c] as number),
    ) as [number, number, number]
    if (r === 0 && g === 0 && b === 0) kept++
    else {
      changed++
      bluer += b - r
    }
  }
  return { kept: kept / (kept + changed), bluer: bluer / changed }
}

describe('an edit of a cat', () => {
  it('keeps every bit of the meadow where that is asked for', async () => {
    const { kept, bluer } = await compared(true)
    expect(kept).toBeGreaterThan(0.5)
    expect(bluer).toBeGreaterThan(100)
  })

  it('is what the networks made, everywhere, where it is not', async () => {
    expect((await compared(false)).kept).toBeLessThan(0.3)
  })
})
