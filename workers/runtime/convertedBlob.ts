// Weights in another type than they are stored in, as a file that exists nowhere: each tensor is read and converted when ONNX
// Runtime asks for it, so that never more than one is in memory.
import { float16FromFloat32 } from '../graph/lowering/float16FromFloat32'
import type { LoweringTarget } from '../graph/lowering/target'
import { sizeOf } from '../tensor/tensor'
import { readTensor, type TensorEntry } from '../weights/safetensors'

type Compute = LoweringTarget['compute']

async function convert(entry: TensorEntry, compute: Compute): Promise<Uint8Array<ArrayBuffer>> {
  const values = await readTensor(entry)
  const converted = compute === 'float32' ? values : Uint16Array.from(values, float16FromFloat32)
  return new Uint8Array(converted.buffer, converted.byteOffset, converted.byteLength)
}

/** What ONNX Runtime does with external data: it takes slices, each a whole tensor, and reads their streams. */
export class ConvertedBlob extends Blob {
  private readonly starts = new Map<number, TensorEntry>()
  private readonly total: number

  constructor(
    private readonly tensors: readonly TensorEntry[],
    private readonly compute: Compute,
  ) {
    super()
    let end = 0
    for (const entry of tensors) {
      this.starts.set(end, entry)
      end += sizeOf(entry.shape) * (compute === 'float32' ? 4 : 2)
    }
    this.total = end
  }

  override get size(): number {
    return this.total
  }

  /** @throws RangeError when no tensor begins at `start`. */
  override slice(start = 0): Blob {
    const entry = this.starts.get(start)
    if (!entry) throw new RangeError(`No converted tensor begins at byte ${start}.`)
    return new ConvertedBlob([entry], this.compute)
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const left = [...this.tensors]
    return new ReadableStream({
      pull: async (controller) => {
        const entry = left.shift()
        if (entry) controller.enqueue(await convert(entry, this.compute))
        else controller.close()
      },
    })
  }

  /** The whole, for the build of ONNX Runtime that cannot wait for streams. */
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.total)
    for (const [start, entry] of this.starts) bytes.set(await convert(entry, this.compute), start)
    return bytes.buffer
  }
}
