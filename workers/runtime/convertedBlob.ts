// Weights in another type than they are stored in, as a file that exists nowhere: each tensor is read and converted when ONNX
// Runtime asks for it, so that never more than one is in memory.
import { float16FromFloat32 } from '../graph/lowering/float16FromFloat32'
import type { Conversion } from '../graph/lowering/writeOnnx'
import { sizeOf } from '../tensor/tensor'
import { readTensor } from '../weights/safetensors'

async function convert({ entry, to }: Conversion): Promise<Uint8Array<ArrayBuffer>> {
  const values = await readTensor(entry)
  const converted = to === 'float32' ? values : Uint16Array.from(values, float16FromFloat32)
  return new Uint8Array(converted.buffer, converted.byteOffset, converted.byteLength)
}

/** What ONNX Runtime does with external data: it takes slices, each a whole tensor, and reads their streams. */
export class ConvertedBlob extends Blob {
  private readonly starts = new Map<number, Conversion>()
  private readonly total: number

  constructor(private readonly tensors: readonly Conversion[]) {
    super()
    let end = 0
    for (const tensor of tensors) {
      this.starts.set(end, tensor)
      end += sizeOf(tensor.entry.shape) * (tensor.to === 'float32' ? 4 : 2)
    }
    this.total = end
  }

  override get size(): number {
    return this.total
  }

  /** @throws RangeError when no tensor begins at `start`. */
  override slice(start = 0): Blob {
    const tensor = this.starts.get(start)
    if (!tensor) throw new RangeError(`No converted tensor begins at byte ${start}.`)
    return new ConvertedBlob([tensor])
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const left = [...this.tensors]
    return new ReadableStream({
      pull: async (controller) => {
        const tensor = left.shift()
        if (tensor) controller.enqueue(await convert(tensor))
        else controller.close()
      },
    })
  }

  /** The whole, for the build of ONNX Runtime that cannot wait for streams. */
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.total)
    for (const [start, tensor] of this.starts) bytes.set(await convert(tensor), start)
    return bytes.buffer
  }
}
