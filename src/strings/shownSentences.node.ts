// Every sentence that an error can show a person, found in the sources: what is given to PalimpsestError (or to an object of the
// same form) as message and hint. A hole of a template is "{0}", "{1}" ...; words that fill holes are found as parts. For the
// test that all of them have Korean.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

interface Source {
  readonly path: string
  readonly nodes: readonly Node[]
  readonly parents: ReadonlyMap<Node, Node>
  readonly imported: ReadonlySet<string>
}

export interface ShownSentences {
  /** Whole sentences, by where they were found. */
  readonly sentences: ReadonlyMap<string, string>
  /** Words that may fill a hole of a sentence. */
  readonly parts: ReadonlyMap<string, string>
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const nodesIn = (value: unknown): Node[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is Node => isNode(item))

const childrenOf = (node: Node): Node[] => Object.values(node).flatMap((value) => nodesIn(value))

function* within(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* within(child)
}

function read(path: string): Source {
  const { program } = parseSync(path, readFileSync(path, 'utf8'))
  const root: unknown = program
  if (!isNode(root)) throw new Error(`${path} cannot be parsed.`)
  const nodes = [...within(root)]
  const parents = new Map<Node, Node>()
  for (const node of nodes) for (const child of childrenOf(node)) parents.set(child, node)
  const imported = nodes
    .filter(({ type }) => type === 'ImportSpecifier')
    .map(({ local }) => nameOf(local) ?? '')
  return { path, nodes, parents, imported: new Set(imported) }
}

const isFunction = ({ type }: Node) =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(type)
const nameOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  return typeof node['name'] === 'string' ? node['name'] : undefined
}
const field = (node: Node, key: string): Node | undefined => nodesIn(node[key])[0]

/** What a function gives back. */
function returnsOf(fn: Node): Node[] {
  const body = field(fn, 'body')
  if (!body) return []
  if (body.type !== 'BlockStatement') return [body]
  return [...within(body)]
    .filter(({ type }) => type === 'ReturnStatement')
    .flatMap((statement) => field(statement, 'argument') ?? [])
}

/** A function's own name: declared, or of the constant or property that holds it. */
function functionName(fn: Node, { parents }: Source): string | undefined {
  const own = nameOf(fn['id'])
  if (own !== undefined) return own
  const holder = parents.get(fn)
  return holder && (nameOf(holder['id']) ?? nameOf(holder['key']))
}

/** The names by which errors and notes are made, and which of their arguments are sentences, or parts of one. */
const makers: Readonly<Record<string, { readonly sentences?: number[]; readonly parts?: number[] }>> = {
  PalimpsestError: { sentences: [1, 2] },
  JsonError: { parts: [0] },
  openWasm: { sentences: [1] },
  'notes.push': { sentences: [0] },
  note: { sentences: [0] },
  'env.note': { sentences: [0] },
}

/** @param folders whose TypeScript files are read, but for tests */
export function shownSentences(...folders: readonly string[]): ShownSentences {
  const sources = folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|fixtures|\/(?:messages|korean)\.ts/.test(path))
    .map(read)
  const calls = new Map<string, { readonly from: Source; readonly call: Node }[]>()
  const functions = new Map<string, { readonly from: Source; readonly fn: Node }[]>()
  for (const from of sources)
    for (const node of from.nodes) {
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        const callee = field(node, 'callee')
        const name = callee && (nameOf(callee) ?? nameOf(callee['property']))
        if (name !== undefined) calls.set(name, [...(calls.get(name) ?? []), { from, call: node }])
      }
      const name = isFunction(node) ? functionName(node, from) : undefined
      if (name !== undefined) functions.set(name, [...(functions.get(name) ?? []), { from, fn: node }])
    }
  const known = new Map<Node, (string | undefined)[]>()
  const sentences = new Map<string, string>()
  const parts = new Map<string, string>()

  /** The texts that an expression may stand for; undefined among them where it may be anything. */
  function textsOf(node: Node, source: Source, depth = 0): readonly (string | undefined)[] {
    const before = known.get(node)
    if (before) return before
    // What leads back to itself adds nothing.
    known.set(node, [undefined])
    const texts = [...new Set(freshTexts(node, source, depth))]
    known.set(node, texts)
    return texts
  }

  function freshTexts(node: Node, source: Source, depth: number): readonly (string | undefined)[] {
    if (depth > 12) return [undefined]
    const next = (child: Node | undefined, from = source) =>
      child ? textsOf(child, from, depth + 1) : [undefined]
    switch (node.type) {
      case 'Literal':
        return [typeof node['value'] === 'string' ? node['value'] : undefined]
      case 'TemplateLiteral':
        return [templateText(node, source, depth)]
      case 'ConditionalExpression':
        return [...next(field(node, 'consequent')), ...next(field(node, 'alternate'))]
      case 'LogicalExpression':
        return [...next(field(node, 'left')), ...next(field(node, 'right'))]
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
      case 'ChainExpression':
        return next(field(node, 'expression') ?? field(node, 'argument'))
      case 'ArrayExpression':
        return nodesIn(node['elements']).flatMap((element) => next(element))
      case 'CallExpression':
        return calledTexts(node, source, depth)
      case 'Identifier':
        return boundTexts(node, source, depth)
      default:
        return [undefined]
    }
  }

  function templateText(node: Node, source: Source, depth: number): string {
    let text = ''
    let holes = 0
    const expressions = nodesIn(node['expressions'])
    nodesIn(node['quasis']).forEach((quasi, at) => {
      const value = quasi['value'] as { readonly cooked: string }
      text += value.cooked
      const filling = expressions[at]
      if (!filling) return
      text += `{${holes++}}`
      keep(parts, textsOf(filling, source, depth + 1), source)
    })
    return text
  }

  function calledTexts(node: Node, source: Source, depth: number): readonly (string | undefined)[] {
    const callee = field(node, 'callee')
    if (!callee) return [undefined]
    if (callee.type === 'MemberExpression') {
      const method = nameOf(callee['property'])
      const object = field(callee, 'object')
      const [first] = nodesIn(node['arguments'])
      if ((method === 'map' || method === 'flatMap') && first && isFunction(first))
        return returnsOf(first).flatMap((result) => textsOf(result, source, depth + 1))
      if (object && ['join', 'slice', 'filter', 'concat'].includes(method ?? ''))
        return textsOf(object, source, depth + 1)
      return [undefined]
    }
    const found = functions.get(nameOf(callee) ?? '') ?? []
    const { from, fn } = found.find((other) => other.from === source) ?? found[0] ?? {}
    return fn && from ? returnsOf(fn).flatMap((result) => textsOf(result, from, depth + 1)) : [undefined]
  }

  /** What a name may stand for: a constant, a variable's assignments, or what callers give as a parameter. */
  function boundTexts(node: Node, source: Source, depth: number): readonly (string | undefined)[] {
    const name = nameOf(node)
    for (let scope = source.parents.get(node); scope; scope = source.parents.get(scope)) {
      if (isFunction(scope)) {
        const index = nodesIn(scope['params']).findIndex(
          (param) => nameOf(param) === name || nameOf(param['left']) === name,
        )
        if (index >= 0) return argumentTexts(scope, index, source, depth)
      }
      if (!['BlockStatement', 'Program'].includes(scope.type)) continue
      const declared = nodesIn(scope['body']).flatMap((statement) => {
        const declaration = statement.type.startsWith('Export') ? field(statement, 'declaration') : statement
        return nodesIn(declaration?.['declarations'])
      })
      const found = declared.find((declarator) => nameOf(declarator['id']) === name)
      if (!found) continue
      const values = [field(found, 'init')]
      for (const inner of within(scope)) {
        if (inner.type === 'AssignmentExpression' && nameOf(inner['left']) === name)
          values.push(field(inner, 'right'))
        const callee = inner.type === 'CallExpression' ? field(inner, 'callee') : undefined
        if (callee?.type === 'MemberExpression' && nameOf(callee['object']) === name)
          if (nameOf(callee['property']) === 'push') values.push(...nodesIn(inner['arguments']))
      }
      return values.flatMap((value) => (value ? textsOf(value, source, depth + 1) : []))
    }
    return [undefined]
  }

  function argumentTexts(fn: Node, index: number, source: Source, depth: number): (string | undefined)[] {
    const texts: (string | undefined)[] = []
    const param = nodesIn(fn['params'])[index]
    const fallback = param && field(param, 'right')
    if (fallback) texts.push(...textsOf(fallback, source, depth + 1))
    const name = functionName(fn, source)
    // Every map and store has these: their callers are not this function's.
    if (['get', 'set', 'add', 'has', 'delete'].includes(name ?? '')) return [...texts, undefined]
    // A function inside of another is called there alone.
    let home: Node | undefined = source.parents.get(fn)
    while (home && !isFunction(home) && home.type !== 'ClassBody') home = source.parents.get(home)
    const inside = home && isFunction(home) ? new Set(within(home)) : undefined
    for (const { from, call } of calls.get(name ?? '') ?? []) {
      if (inside && !inside.has(call)) continue
      // Another file's function of that name is another one, unless it is imported.
      const plain = nameOf(field(call, 'callee')) !== undefined
      if (from !== source && plain && !from.imported.has(name ?? '')) continue
      const given = nodesIn(call['arguments'])[index]
      if (given) texts.push(...textsOf(given, from, depth + 1))
    }
    return texts
  }

  for (const source of sources)
    for (const node of source.nodes) {
      if (node.type === 'NewExpression' || node.type === 'CallExpression') {
        const callee = field(node, 'callee')
        const name =
          callee && (nameOf(callee) ?? [nameOf(callee['object']), nameOf(callee['property'])].join('.'))
        const maker = name === undefined ? undefined : makers[name]
        const given = nodesIn(node['arguments'])
        for (const at of maker?.sentences ?? [])
          if (given[at]) keep(sentences, textsOf(given[at], source), source)
        for (const at of maker?.parts ?? []) if (given[at]) keep(parts, textsOf(given[at], source), source)
      }
      if (node.type === 'ObjectExpression') {
        const properties = new Map(nodesIn(node['properties']).map((entry) => [nameOf(entry['key']), entry]))
        if (properties.has('message') && properties.has('hint'))
          for (const key of ['message', 'hint']) {
            const value = field(properties.get(key) ?? node, 'value')
            if (value) keep(sentences, textsOf(value, source), source)
          }
      }
    }
  for (const text of sentences.keys()) parts.delete(text)
  return { sentences, parts }
}

/** Only what holds an English word has to be said in another language. */
function keep(into: Map<string, string>, texts: readonly (string | undefined)[], { path }: Source): void {
  for (const text of texts)
    if (
      text !== undefined &&
      !text.startsWith('<|') &&
      /(?<![\w.{/])[a-z]{2,}(?![\w.}/])/.test(text.replace(/\{\d+\}/g, ''))
    )
      into.set(text, path)
}
