import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hasChecksum } from './checksum'

const { signal } = new AbortController()
const contents = ['', 'a', '{"model_type": "clip"}\n', '고양이\r\n\0', 'x'.repeat(70_000)]

describe('the checksums of the Hub', () => {
  it.each(contents)('are those of Git', async (content) => {
    const hex = execFileSync('git', ['hash-object', '--no-filters', '--stdin'], { input: content })
      .toString()
      .trim()
    expect(await hasChecksum(new Blob([content]), { kind: 'git-blob', hex }, signal)).toBe(true)
    expect(await hasChecksum(new Blob([`${content}.`]), { kind: 'git-blob', hex }, signal)).toBe(false)
  })

  it.each(contents)('are SHA-256 of large files', async (content) => {
    const hex = createHash('sha256').update(content).digest('hex')
    expect(await hasChecksum(new Blob([content]), { kind: 'sha256', hex }, signal)).toBe(true)
    expect(await hasChecksum(new Blob([`${content}.`]), { kind: 'sha256', hex }, signal)).toBe(false)
  })
})
