import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('runtime', {
  answered: {
    code: 'weights',
    message: 'The server answered {status} when asked for "{name}".',
    hint: 'Try again later.',
  },
  changedOnServer: {
    code: 'weights',
    message: '"{name}" has changed on its server since the checkpoint was opened.',
    hint: 'Open the checkpoint again.',
  },
  brokeOff: {
    code: 'weights',
    message: 'The download of "{name}" broke off.',
    hint: 'Check the connection, then run the edit again.',
  },
  notLoaded: {
    code: 'device',
    message: 'The engine’s program files could not be loaded.',
    hint: 'Check the connection and reload the page.',
  },
  noResult: {
    code: 'internal',
    message: 'The run gave no float32 tensor "{name}".',
    hint: 'Please report this, with the recipe that led to it.',
  },
  noMemoryToRun: {
    code: 'device',
    message: 'There is not enough memory to run a network of the checkpoint.',
    hint: 'Close other programs that use much memory, or choose a smaller size; the wasm backend needs no graphics card.',
  },
  runFailed: {
    code: 'device',
    message: 'A network of the checkpoint broke off while it ran.',
    hint: 'Close other programs that use much memory, or choose a smaller size; the wasm backend needs no graphics card.',
  },
  noMemoryToLoad: {
    code: 'device',
    message: 'There is not enough memory to load a network of the checkpoint.',
    hint: 'Close other programs that use much memory, or choose a smaller checkpoint.',
  },
  loadFailed: {
    code: 'device',
    message: 'A network of the checkpoint could not be loaded.',
    hint: 'Start the engine again, or choose the other backend in the settings; if it comes back, please report it with what the browser’s console says.',
  },
  tooLargeForWasm: {
    code: 'device',
    message: 'A network of this checkpoint has {size} GB of weights, more than wasm can hold.',
    hint: 'Use WebGPU, or the half-precision files of the checkpoint.',
  },

  // What edits run on
  oneThread: 'wasm with one thread, float32, fused kernels',
  threads: 'wasm with {count} threads, float32, fused kernels',
  webGpu: 'WebGPU on {device, phrase}, {kernels, phrase}',
  device: '{name}',
  unnamedDevice: 'an unnamed device',
  fused: '{compute} with fused kernels',
  plain: '{compute} with plain operators',
  except: '{first, phrase}, not {refused, phrase}',

  // Why it is not WebGPU
  wasmChosen: 'The settings ask for wasm.',
  noWebGpu: 'This browser has no WebGPU.',
  noCard: 'The browser found no graphics card that it may use for WebGPU.',
  cardNotOpened: 'The browser has a graphics card, but could not open it for WebGPU.',
  emulated: 'WebGPU is only emulated on the CPU here, which is slower than wasm.',
  selfTestFailed: '{device, phrase} failed the numeric self-test: {problems, phrase}.',
  problemOf: '{kernels, phrase}: {problem, phrase}',
  andAlso: '{first, phrase}; {second, phrase}',
  isOff: '{name} is off by {error}',
  doesNotRun: 'it does not run',
  node: 'Node on the CPU, float32, {kernels, phrase}',
  fusedKernels: 'fused kernels',
  plainOperators: 'plain operators',
})
