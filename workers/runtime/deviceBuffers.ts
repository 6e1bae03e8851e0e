// Tensors in WebGPU buffers of our own, which sessions write and read: they outlive the session that wrote them.
import type { DeviceTensor } from '../tensor/deviceTensor'
import { sizeOf } from '../tensor/tensor'
import type { OnnxRuntimeWeb } from './onnxRuntimeWeb'

/** ONNX Runtime's kernels read whole vectors of four numbers. */
const ALIGNMENT = 16

/** What nobody knows of any more, the browser gives back: a run that failed on its way leaves nothing behind for long. */
const buffers = new WeakMap<DeviceTensor, GPUBuffer>()

/** For sessions on a device (`SessionParts.buffers`). */
export const deviceBuffers = (device: GPUDevice, runtime: OnnxRuntimeWeb) => ({
  allocate(shape: readonly number[]): DeviceTensor {
    const size = Math.ceil((4 * sizeOf(shape)) / ALIGNMENT) * ALIGNMENT
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
    const buffer = device.createBuffer({ size, usage })
    const one: DeviceTensor = {
      onDevice: true,
      shape,
      release() {
        buffers.delete(one)
        buffer.destroy()
      },
    }
    buffers.set(one, buffer)
    return one
  },
  /** @throws RangeError for one that was released. */
  tensorOf(one: DeviceTensor) {
    const buffer = buffers.get(one)
    if (!buffer) throw new RangeError('The tensor is not on a device, or not any more.')
    return runtime.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims: one.shape })
  },
})
