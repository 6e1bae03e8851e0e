// Draw Things' settings: JSON in the XMP comment of its pictures. Told again as the text that other programs share, by which they are read.

/** Its keys for what `parameters` has a name for. */
const NAMES: Readonly<Record<string, string>> = {
  steps: 'Steps',
  sampler: 'Sampler',
  scale: 'CFG scale',
  seed: 'Seed',
  size: 'Size',
  model: 'Model',
  strength: 'Denoising strength',
}

/** As a `parameters` text; undefined where the text is something else's. What has no name there keeps its own. */
export function drawThingsParameters(text: string): string | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null || !('c' in json) || !('steps' in json)) return undefined
  const { c, uc, v2: _, ...rest } = json as Record<string, unknown>
  const said = (value: unknown) =>
    typeof value === 'object' ? JSON.stringify(JSON.stringify(value)) : JSON.stringify(String(value))
  const settings = Object.entries(rest)
    .map(([key, value]) => [NAMES[key] ?? key, value] as const)
    // The line is told from others by how it begins.
    .toSorted(([a], [b]) => Number(b === 'Steps') - Number(a === 'Steps'))
    .map(([key, value]) => `${key}: ${/^[\w.x-]+$/.test(String(value)) ? String(value) : said(value)}`)
  return `${String(c)}\nNegative prompt: ${String(uc ?? '')}\n${settings.join(', ')}`
}
