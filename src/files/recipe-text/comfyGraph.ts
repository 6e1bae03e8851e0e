// ComfyUI's graphs: the "prompt" that was run, nodes by id, and the "workflow" as it is drawn, whose values stand in a row.
import { isRecord } from '../../shared/isRecord'
import { entryOf, type Json } from './looseJson'
import { samplerPairs } from './samplersElsewhere'

interface Node {
  readonly type: string
  readonly inputs: Json
}

type Nodes = ReadonlyMap<string, Node>

interface GraphSettings {
  readonly prompt: string
  readonly negative: string
  /** Under the names of the `parameters` text. */
  readonly pairs: Map<string, string>
  /** Types of nodes that do something here and were not read. */
  readonly others: readonly string[]
}

/** Of a graph with a sampler whose texts can be followed; undefined for anything else. */
export function comfySettings(json: Json): GraphSettings | undefined {
  const nodes = Array.isArray(json['nodes']) ? drawnNodes(json) : ranNodes(json)
  const sampler = firstSampler(nodes)
  if (!sampler) return undefined
  const [id, node] = sampler
  const graph = new Graph(nodes)
  graph.read.add(id)
  const inputs = graph.gathered(node)
  const prompt = graph.textOf(inputs['positive'], 'positive')
  const negative = graph.textOf(inputs['negative'], 'negative')
  if (prompt === undefined) return undefined
  const pairs = new Map<string, string>()
  const set = (name: string, value: unknown) => {
    const found = graph.valueOf(value)
    if (found !== undefined) pairs.set(name, String(found))
  }
  set('Steps', inputs['steps'])
  set('CFG scale', inputs['cfg'])
  set('Seed', inputs['seed'] ?? inputs['noise_seed'])
  const denoise = graph.valueOf(inputs['denoise'])
  if (denoise !== undefined && Number(denoise) !== 1) pairs.set('Denoising strength', String(denoise))
  const spacing = graph.valueOf(inputs['scheduler'])
  for (const [key, value] of samplerPairs(graph.valueOf(inputs['sampler_name']), spacing))
    pairs.set(key, value)
  const model = graph.find(inputs['model'], 'ckpt_name')
  if (model !== undefined) pairs.set('Model', model.replace(/\.safetensors$|\.ckpt$/, ''))
  const latent = graph.nodeAt(inputs['latent_image'])
  if (latent && 'width' in latent.inputs) {
    graph.noteRead(inputs['latent_image'])
    const [width, height] = [graph.valueOf(latent.inputs['width']), graph.valueOf(latent.inputs['height'])]
    pairs.set('Size', `${String(width)}x${String(height)}`)
  }
  return { prompt, negative: negative ?? '', pairs, others: graph.others() }
}

/** The one whose latents no other sampler made. */
function firstSampler(nodes: Nodes): readonly [string, Node] | undefined {
  const samplers = [...nodes].filter(
    ([, { inputs }]) =>
      'guider' in inputs || ('positive' in inputs && ('seed' in inputs || 'noise_seed' in inputs)),
  )
  const isFirst = ([, { inputs }]: readonly [string, Node]) => {
    const before = ancestors(nodes, linkOf(inputs['latent_image']))
    return !samplers.some(([id]) => before.has(id))
  }
  return samplers.find(isFirst)
}

/** A node and all that its inputs come from. */
function ancestors(nodes: Nodes, from: string | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [from]
  while (waiting.length > 0) {
    const id = waiting.pop()
    const node = id === undefined || found.has(id) ? undefined : nodes.get(id)
    if (id === undefined || !node) continue
    found.add(id)
    waiting.push(...Object.values(node.inputs).map(linkOf))
  }
  return found
}

const linkOf = (value: unknown): string | undefined =>
  Array.isArray(value) && value.length === 2 && typeof value[1] === 'number' ? String(value[0]) : undefined

/** Nodes that only carry what others made, or whose part is done here anyway. */
const SILENT =
  /^(?:VAEDecode|VAEEncode|SaveImage|PreviewImage|Note|MarkdownNote|Reroute|PrimitiveNode|Primitive(?:Int|Float|String\w*)|CheckpointLoaderSimple|CLIPTextEncode|LoadImage)$/

/** Inputs under which nodes hold a text, a number or a name of their own. */
const OWN = ['text', 'value', 'string', 'seed', 'noise_seed', 'int', 'float', 'text_g', 'prompt']

class Graph {
  /** Nodes that were taken over. */
  readonly read = new Set<string>()

  constructor(private readonly nodes: Nodes) {}

  nodeAt(value: unknown): Node | undefined {
    const link = linkOf(value)
    return link === undefined ? undefined : this.nodes.get(link)
  }

  noteRead(value: unknown): void {
    const link = linkOf(value)
    if (link !== undefined) this.read.add(link)
  }

  /** A sampler's inputs, with those of the nodes that hold its parts ("SamplerCustom", "SamplerCustomAdvanced"). */
  gathered({ inputs }: Node): Json {
    const parts = ['noise', 'guider', 'sampler', 'sigmas'].flatMap((part) => {
      const node = this.nodeAt(inputs[part])
      if (!node) return []
      this.noteRead(inputs[part])
      return [node]
    })
    const all = Object.assign({}, ...parts.map((part) => part.inputs), inputs) as Json
    // A guider of one text has no guidance.
    return 'conditioning' in all && !('positive' in all)
      ? { cfg: 1, ...all, positive: all['conditioning'] }
      : all
  }

  /** A value, or that of the node that it is linked to. */
  valueOf(value: unknown, depth = 0): string | number | undefined {
    if (typeof value === 'string' || typeof value === 'number') return value
    const node = this.nodeAt(value)
    if (!node || depth > 20) return undefined
    const key = OWN.find((one) => one in node.inputs)
    const found = key === undefined ? undefined : this.valueOf(node.inputs[key], depth + 1)
    if (found !== undefined) this.noteRead(value)
    return found
  }

  /** The text behind a conditioning, whatever changes it on the way. */
  textOf(value: unknown, side: 'positive' | 'negative', depth = 0): string | undefined {
    const node = this.nodeAt(value)
    if (!node || depth > 50) return undefined
    const own = ['text', 'text_g', 'prompt'].find((one) => one in node.inputs)
    const text = own === undefined ? undefined : this.valueOf(node.inputs[own])
    if (text !== undefined) {
      this.noteRead(value)
      return String(text)
    }
    for (const next of [side, 'conditioning', 'conditioning_1', 'conditioning_to', '']) {
      const found = this.textOf(node.inputs[next], side, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** A name that a node has, at the end of a row of models. */
  find(value: unknown, key: string, depth = 0): string | undefined {
    const node = this.nodeAt(value)
    if (!node || depth > 50) return undefined
    const found = this.valueOf(node.inputs[key])
    if (typeof found !== 'string') return this.find(node.inputs['model'] ?? node.inputs[''], key, depth + 1)
    this.noteRead(value)
    return found
  }

  others(): readonly string[] {
    const types = [...this.nodes].flatMap(([id, { type }]) =>
      this.read.has(id) || SILENT.test(type) ? [] : [type],
    )
    return [...new Set(types)]
  }
}

/** {"3": {"class_type": "KSampler", "inputs": {"seed": 1, "model": ["4", 0]}}} */
function ranNodes(json: Json): Nodes {
  return new Map(
    Object.entries(json).flatMap(([id, node]) =>
      isRecord(node) && typeof node['class_type'] === 'string' && isRecord(node['inputs'])
        ? [[id, { type: node['class_type'], inputs: node['inputs'] }] as const]
        : [],
    ),
  )
}

/** What stands in the row of values of the nodes that are read, in their order. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  KSampler: ['seed', 'control', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: ['add_noise', 'noise_seed', 'control', 'steps', 'cfg', 'sampler_name', 'scheduler'],
  CLIPTextEncode: ['text'],
  CheckpointLoaderSimple: ['ckpt_name'],
  EmptyLatentImage: ['width', 'height'],
  PrimitiveNode: ['value'],
  RandomNoise: ['noise_seed'],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  CFGGuider: ['cfg'],
  SamplerCustom: ['add_noise', 'noise_seed', 'control', 'cfg'],
}

/** Bypassed nodes and those that are switched off are left out: what led through them ends there. */
function drawnNodes(json: Json): Nodes {
  const links = new Map(
    (Array.isArray(json['links']) ? json['links'] : []).flatMap((link) =>
      Array.isArray(link) ? [[link[0], [String(link[1]), Number(link[2])]] as const] : [],
    ),
  )
  const nodes = (json['nodes'] as readonly unknown[])
    .filter(isRecord)
    .filter(({ mode }) => mode !== 2 && mode !== 4)
  return new Map(
    nodes.map(({ id, type, inputs, widgets_values: values }) => {
      const row = entryOf(ROWS, String(type)) ?? []
      const held = Array.isArray(values) ? row.map((name, at) => [name, values[at]] as const) : []
      const linked = (Array.isArray(inputs) ? inputs.filter(isRecord) : []).flatMap((input) => {
        const from = links.get(input['link'])
        return from ? [[String(input['name']), from] as const] : []
      })
      return [String(id), { type: String(type), inputs: Object.fromEntries([...held, ...linked]) }]
    }),
  )
}
