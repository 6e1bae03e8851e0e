// The only file that imports transformers.js, and only once a model of the Hub is used (ADR 0011). It computes with our ONNX Runtime,
// through our queue, and reads our files: it never fetches by itself.
import { readPart } from '../../src/shared/readPart'
import type { ForeignOptions, ForeignRuntime, ForeignSession } from '../runtime/foreignRuntime'
import type { Loading } from './loading'

export type TransformersJs = typeof import('@xenova/transformers')

/** In the options of a session: who it is loaded for. The library hands them on as they are. */
const owner = Symbol('loading')
export const optionsFor = (loading: Loading): Record<string, unknown> =>
  ({ [owner]: loading }) as Record<string, unknown>

/** Where the library looks for an ONNX Runtime before it takes its own. */
const place = Symbol.for('onnxruntime')

const loadings = new Map<string, Loading>()
let library: Promise<TransformersJs> | undefined
let ids = 0

/** transformers.js, loaded once. */
export function loadLibrary({ Tensor }: ForeignRuntime): Promise<TransformersJs> {
  library ??= (async () => {
    // Its settings are an object of its own, so that it cannot change those of our runtime.
    Object.assign(globalThis, { [place]: { InferenceSession: { create }, Tensor, env: {} } })
    const loaded = await readPart(() => import('@xenova/transformers'))
    Object.assign(loaded.env, {
      logLevel: loaded.LogLevel.NONE,
      allowLocalModels: false,
      useBrowserCache: false,
      useFSCache: false,
      useWasmCache: false,
      useCustomCache: true,
      customCache: { match: fileAt, put: async () => {} },
      fetch: async () => new Response(undefined, { status: 404 }),
    })
    return loaded
  })()
  library.catch(() => (library = undefined))
  return library
}

/** A name under which the library asks for a model's files. */
export function named(loading: Loading): string {
  const id = `palimpsest/model-${++ids}`
  loadings.set(id, loading)
  return id
}

/** The library's addresses are `https://.../palimpsest/model-1/resolve/main/config.json`. */
async function fileAt(address: string): Promise<unknown> {
  const [, id = '', path = ''] = /(palimpsest\/model-\d+)\/resolve\/main\/(.+)$/.exec(address) ?? []
  return loadings.get(id)?.file(path)
}

async function create(
  model: Uint8Array | string,
  options: ForeignOptions & { readonly [owner]?: Loading },
): Promise<ForeignSession> {
  const { [owner]: loading, ...rest } = options
  if (!loading) throw new RangeError('A session was asked for that belongs to no model.')
  return loading.session(model, rest)
}
