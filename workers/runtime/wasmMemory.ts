import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'

/** What WebAssembly can address is 4 GiB, of which the runtime and the activations need some. */
const WASM_MEMORY = 3.5e9

/** Bytes of weights above which wasm keeps them as they are stored: converted or laid out anew, they would not fit. */
export const LARGE_ON_WASM = 700e6

/** @throws PalimpsestError('device') where a network's weights alone are more than wasm can hold */
export function refuseWhatWasmLacks({ weightBytes }: { readonly weightBytes: number }): void {
  if (weightBytes > WASM_MEMORY)
    throw new PalimpsestError(messages.tooLargeForWasm({ size: (weightBytes / 1e9).toFixed(1) }))
}
