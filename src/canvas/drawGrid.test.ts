import { describe, expect, it } from 'vitest'
import { fieldPlace, gridLayout } from './drawGrid'

describe('the layout of a grid', () => {
  it('shows pictures at their own size, one beside the other, with room for labels', () => {
    const layout = gridLayout({ width: 512, height: 384 }, { columns: 3, rows: 2 }, 4)
    expect(layout.field).toEqual({ width: 512, height: 384 })
    expect(fieldPlace(layout, 0, 0)).toEqual({ x: layout.left, y: layout.top })
    const last = fieldPlace(layout, 2, 1)
    expect([last.x + 512 + layout.gap, last.y + 384 + layout.gap]).toEqual([layout.width, layout.height])
    expect(layout.left).toBeGreaterThan(4 * layout.font)
  })

  it('stays a picture that programs can open, however many fields it has', () => {
    for (const [columns, rows] of [
      [100, 1],
      [1, 100],
      [10, 10],
    ] as const) {
      const { width, height } = gridLayout({ width: 1024, height: 1024 }, { columns, rows }, 30)
      expect(Math.max(width, height)).toBeLessThanOrEqual(8192)
    }
  })
})
