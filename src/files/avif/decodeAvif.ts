// AVIF by libavif and libaom as WebAssembly, for page and runner. The decoders of browsers and of sharp bring halved chroma to full size
// each in a way of its own (38 levels apart), and give 8 bits of 10 and 12.
import createDecoder from '@jsquash/avif/codec/dec/avif_dec.js'
import type { Samples } from '../colour/toSrgb'

interface Decoded {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer> | Uint16Array<ArrayBuffer>
}

interface Decoder {
  /** Null when the bytes are no AVIF that can be decoded. */
  readonly decode: (bytes: Uint8Array, bits: 8 | 16) => Decoded | null
}

type Create = (options: {
  readonly instantiateWasm?: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports
}) => Promise<Decoder>

/**
 * Loads a decoder, for one picture: what a damaged one does to its memory is then of no account.
 * @param wasm where it is not to be fetched from beside the script
 */
export async function loadAvifDecoder(
  wasm?: WebAssembly.Module,
): Promise<(bytes: Uint8Array, isDeep: boolean) => Samples | undefined> {
  const decoder = await (createDecoder as unknown as Create)(
    wasm
      ? {
          instantiateWasm: (imports, done) => {
            const instance = new WebAssembly.Instance(wasm, imports)
            done(instance)
            return instance.exports
          },
        }
      : {},
  )
  return (bytes, isDeep) => {
    const decoded = decode(decoder, bytes, isDeep)
    return decoded
      ? { width: decoded.width, height: decoded.height, data: decoded.data, model: 'rgb' }
      : undefined
  }
}

/** Null also when it gives up, out of memory as a rule. */
function decode(decoder: Decoder, bytes: Uint8Array, isDeep: boolean): Decoded | null {
  try {
    return decoder.decode(bytes, isDeep ? 16 : 8)
  } catch {
    return null
  }
}
