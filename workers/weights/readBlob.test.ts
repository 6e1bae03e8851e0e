import { describe, expect, it } from 'vitest'
import { readBlob } from './readBlob'

/** A Blob that leaves its first reads unanswered, as Chromium's do now and then. */
class ForgetfulBlob extends Blob {
  constructor(private readonly left: { unanswered: number }) {
    super(['0123456789'])
  }

  override slice(start?: number, end?: number): Blob {
    const part = super.slice(start, end)
    if (this.left.unanswered-- > 0) part.arrayBuffer = () => new Promise(() => {})
    return part
  }
}

describe('a part of a Blob', () => {
  it('is read', async () => {
    expect(await readBlob(new Blob(['0123456789']), 2, 5)).toEqual(new TextEncoder().encode('234'))
  })

  it('is asked for again when there is no answer', async () => {
    const blob = new ForgetfulBlob({ unanswered: 2 })
    expect(await readBlob(blob, 2, 5, { patience: [5, 5, 1000] })).toEqual(new TextEncoder().encode('234'))
  })

  it('is given up when there never is one', async () => {
    const blob = new ForgetfulBlob({ unanswered: 3 })
    await expect(readBlob(blob, 2, 5, { patience: [5, 5, 5] })).rejects.toThrow(/does not answer/)
  })
})
