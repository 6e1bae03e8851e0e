import { expect, it } from 'vitest'
import type { BackendStatus } from '../shared/protocol/event'
import { memoryNeeded } from './memoryNeeded'

const on = (name: BackendStatus['name'], english: string) =>
  ({ name, description: { english } }) as unknown as BackendStatus
const parameters = 3.5e9

it('counts fp8 on wasm as the half precision that it becomes', () => {
  const wasm = on('wasm', 'wasm with 4 threads')
  const inHalf = memoryNeeded({ parameters, bytes: 2 * parameters }, wasm)
  expect(memoryNeeded({ parameters, bytes: parameters }, wasm)).toEqual(inHalf)
  expect(inHalf).toEqual({ bytes: 2 * parameters + 1.2e9, fits: false })
  expect(memoryNeeded({ parameters: 1e9, bytes: 4e9 }, wasm)).toEqual({ bytes: 5.2e9, fits: true })
})

it('counts on WebGPU what the device computes in', () => {
  const half = on('webgpu', 'WebGPU, float16')
  expect(memoryNeeded({ parameters, bytes: parameters }, half)).toEqual({
    bytes: 2 * parameters + 1.2e9,
    fits: true,
  })
})
