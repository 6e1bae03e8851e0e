/**
 * Asks the browser to keep the page's storage even when space runs short; some ask the person. False where it refuses, or
 * cannot be asked.
 */
export async function persistStorage(): Promise<boolean> {
  const { storage } = navigator
  try {
    return (await storage.persisted()) || (await storage.persist())
  } catch {
    return false
  }
}
