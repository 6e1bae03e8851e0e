// A WebGPU device of our own, rather than the one that ONNX Runtime would request.
import type { Message } from '../../src/shared/message'
import { messages } from './messages'

export interface WebGpuDevice {
  readonly device: GPUDevice
  /** "SwiftShader", "NVIDIA ampere" */
  readonly name: Message
  /** Whether it is no graphics card but a program on the CPU. */
  readonly isSoftware: boolean
  readonly hasFloat16: boolean
}

/** Limits that decide how large a tensor and how fast a kernel may be; the defaults are those of the weakest devices. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const

/** MultiHeadAttention's kernel gives garbage where the device has the feature and its subgroups are narrower. */
const NARROWEST_SUBGROUP = 16

/** A device, or one sentence that says why there is none. */
export async function requestWebGpuDevice(): Promise<WebGpuDevice | Message> {
  if (!('gpu' in navigator)) return messages.noWebGpu()
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null)
  if (!adapter) return messages.noCard()
  const { info, features, limits } = adapter
  const wanted: GPUFeatureName[] = []
  if (features.has('shader-f16')) wanted.push('shader-f16')
  if (features.has('subgroups') && info.subgroupMinSize >= NARROWEST_SUBGROUP) wanted.push('subgroups')
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: wanted,
      requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
    })
    const name = [info.vendor, info.architecture].filter((part) => part !== '').join(' ')
    return {
      device,
      name: name === '' ? messages.unnamedDevice() : messages.device({ name }),
      isSoftware: info.isFallbackAdapter,
      hasFloat16: device.features.has('shader-f16'),
    }
  } catch (error) {
    console.warn(error)
    return messages.cardNotOpened()
  }
}
