// Weights on disk, as ONNX Runtime reads them: it takes a slice of each tensor and reads its stream to the end.
import { readBlob } from '../weights/readBlob'

/** Bytes that are asked for at a time. */
const CHUNK = 16 * 2 ** 20

/** A Blob whose streams ask again for what the browser has not answered, see `readBlob`. */
export class PatientBlob extends Blob {
  constructor(private readonly inner: Blob) {
    super()
  }

  override get size(): number {
    return this.inner.size
  }

  override slice(start?: number, end?: number): Blob {
    return new PatientBlob(this.inner.slice(start, end))
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { inner } = this
    let at = 0
    return new ReadableStream({
      async pull(controller) {
        const end = Math.min(at + CHUNK, inner.size)
        if (at < end) controller.enqueue(await readBlob(inner, at, end))
        at = end
        if (at === inner.size) controller.close()
      },
    })
  }

  /** The whole, for the build of ONNX Runtime that cannot wait for streams. */
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const { inner } = this
    const bytes = new Uint8Array(inner.size)
    for (let at = 0; at < inner.size; at += CHUNK)
      bytes.set(await readBlob(inner, at, Math.min(at + CHUNK, inner.size)), at)
    return bytes.buffer
  }
}
