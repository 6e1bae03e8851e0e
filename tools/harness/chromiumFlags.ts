// How Chromium is started here, by the browser tests and by the harness alike.

/** Nothing that would reach for the network. */
export const quiet: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real WebGPU device on the CPU (SwiftShader). */
export const softwareWebGpu: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
]
