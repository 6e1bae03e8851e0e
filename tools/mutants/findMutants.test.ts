import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findMutants } from './findMutants'

describe('the mutants of a file', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'mutants-')), 'larger.ts')
  writeFileSync(
    path,
    "export const larger = (a: number, b: number): number => (a > b ? a : b)\nexport const name = 'x'\n",
  )

  it('are all in its code, switched by one number; texts are left alone', async () => {
    const { mutants, code } = await findMutants([path])
    const changes = mutants.map(({ was, is }) => `${was} -> ${is}`)
    expect(changes).toEqual(
      expect.arrayContaining(['a > b -> true', 'a > b -> false', 'a > b -> a >= b', 'a > b -> a <= b']),
    )
    expect(changes.join()).not.toContain('x')
    expect(new Set(mutants.map(({ key }) => key)).size).toBe(mutants.length)
    expect(mutants.every(({ line, file }) => line === 1 && file === path)).toBe(true)
    const text = code[path]!
    expect(text).not.toContain('stryMutAct')
    expect(text).not.toContain('stryCov')
    for (const { id } of mutants) expect(text).toContain(`globalThis.mutants.active === ${id} `)
  })
})
