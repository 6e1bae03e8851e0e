interface MeasuringPerformance {
  /** Chromium has it on isolated pages. It waits for the next garbage collection, some seconds. */
  readonly measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }>
}

/** Bytes that the page and its engine take, WebAssembly included, as the browser measures; undefined where it does not. */
export async function measureMemory(): Promise<number | undefined> {
  try {
    const measured = await (performance as MeasuringPerformance).measureUserAgentSpecificMemory?.()
    return measured?.bytes
  } catch {
    return undefined
  }
}
