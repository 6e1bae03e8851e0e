// Which of a repository's files are loaded: the same network lies there in several precisions.
import type { FileTree } from '../weights/byteSource'

/** transformers.js' names of precisions, and what the names of their files end in. */
const suffixes = {
  fp32: '',
  q8: '_quantized',
  fp16: '_fp16',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
} as const
export type Precision = keyof typeof suffixes

const isPrecision = (name: unknown): name is Precision =>
  typeof name === 'string' && Object.hasOwn(suffixes, name)

/** Up to this size the exact one is taken; a larger one only where there is no smaller. */
const largestExact = 400e6

interface Found {
  readonly precision: Precision
  /** Of all its files. */
  readonly bytes: number
}

/** The precision to be loaded, with its size; undefined where `onnx/` has none whole. */
export async function findPrecision(
  tree: FileTree,
  networks: readonly string[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Found | undefined> {
  const own = settings['dtype']
  const order = isPrecision(own)
    ? [own, ...(Object.keys(suffixes) as Precision[])]
    : (Object.keys(suffixes) as Precision[])
  let large: Found | undefined
  for (const precision of new Set(order)) {
    const bytes = await sizeIn(tree, networks, {
      suffix: suffixes[precision],
      parts: settings['use_external_data_format'],
    })
    if (bytes === undefined) continue
    if (precision !== 'fp32' || bytes <= largestExact) return { precision, bytes }
    large = { precision, bytes }
  }
  return large
}

/** Bytes of all files of these networks in one precision; undefined where one is missing. */
async function sizeIn(
  tree: FileTree,
  networks: readonly string[],
  { suffix, parts }: { readonly suffix: string; readonly parts: unknown },
): Promise<number | undefined> {
  let bytes = 0
  for (const network of networks) {
    const name = `${network}${suffix}.onnx`
    for (const file of [name, ...externalNames(name, network, parts)]) {
      const found = await tree.open(`onnx/${file}`)
      if (!found) return undefined
      bytes += found.size
    }
  }
  return bytes
}

/** Files beside a model that hold its weights: their number, or `true` for one, for all models or by a file's or a network's name. */
function externalNames(name: string, network: string, parts: unknown): readonly string[] {
  const byName = typeof parts === 'object' && parts !== null ? (parts as Record<string, unknown>) : undefined
  const count = Number((byName ? (byName[name] ?? byName[network]) : parts) ?? 0)
  return Array.from({ length: count }, (_, at) => `${name}_data${at === 0 ? '' : `_${at}`}`)
}
