import type { Pixels } from '../shared/pixels'

/** The address of a small picture, its longer side this many pixels at most. */
export function thumbnail({ width, height, data }: Pixels, side: number): string {
  const whole = document.createElement('canvas')
  Object.assign(whole, { width, height })
  whole.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
  const scale = Math.min(1, side / Math.max(width, height))
  if (scale === 1) return whole.toDataURL()
  const small = document.createElement('canvas')
  Object.assign(small, { width: Math.round(width * scale), height: Math.round(height * scale) })
  small.getContext('2d')!.drawImage(whole, 0, 0, small.width, small.height)
  return small.toDataURL()
}
