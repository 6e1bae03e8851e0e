/** A part of an address, decoded where it can be: percent signs may mean themselves, and bytes may be those of an older encoding. */
export function decodeAddress(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
