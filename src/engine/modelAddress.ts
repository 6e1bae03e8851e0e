// What people paste to say where a model is: names of the Hub's repositories, links to its pages, other addresses.
import type { CheckpointSource } from '../shared/protocol/sources'

export interface ModelAddress {
  /** By which it is known from then on. */
  readonly id: string
  readonly source: CheckpointSource
}

const HUBS = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\//i
const NAME = /^[\w-][\w.-]*$/

/**
 * Reads "owner/name", "owner/name@revision", either with a folder or file of it behind, a link to any page of such a repository, or the
 * address of a .safetensors file or of a folder elsewhere. Undefined where it is none of these.
 */
export function readModelAddress(typed: string): ModelAddress | undefined {
  const text = typed.trim().replace(/^["'<]+|["'>]+$/g, '')
  if (HUBS.test(text)) return hubAddress(text.replace(HUBS, '').replace(/[?#].*$/, ''))
  if (/^https?:\/\//i.test(text)) return otherAddress(text)
  return hubAddress(text)
}

/** @param path "owner/name/blob/main/unet/config.json", or without what a page puts between */
function hubAddress(path: string): ModelAddress | undefined {
  const segments = path.split('/').filter((segment) => segment !== '')
  // Pages of models may have it in front; data sets and spaces hold none.
  if (segments[0] === 'models') segments.shift()
  const [owner = '', nameAndRevision = '', ...rest] = segments.map(decoded)
  const [name = '', given] = nameAndRevision.split('@')
  if (!NAME.test(owner) || !NAME.test(name) || ['datasets', 'spaces'].includes(owner)) return undefined
  const isPage = ['tree', 'blob', 'resolve', 'raw', 'commit', 'discussions', 'commits', 'edit'].includes(
    rest[0] ?? '',
  )
  const onPage = isPage && ['tree', 'blob', 'resolve', 'raw'].includes(rest[0]!)
  const revision = given || (onPage ? rest[1] : undefined) || 'main'
  const inner = (isPage ? (onPage ? rest.slice(2) : []) : rest).filter((segment) => segment !== '.')
  if (inner.includes('..')) return undefined
  // A file of the diffusers layout stands for the folder that it is the head of.
  if (/^(?:model_index|config)\.json$/.test(inner.at(-1) ?? '')) inner.pop()
  const source = {
    kind: 'hub',
    repository: `${owner}/${name}`,
    revision,
    ...(inner.length > 0 && { path: inner.join('/') }),
  } as const
  return { id: idOfHub(source), source }
}

/** By which a model of the Hub is known. */
export const idOfHub = ({
  repository,
  revision,
  path,
}: Extract<CheckpointSource, { readonly kind: 'hub' }>): string =>
  [
    revision === 'main' ? repository : `${repository}@${revision}`,
    ...(path === undefined ? [] : [path]),
  ].join('/')

function otherAddress(text: string): ModelAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const last = decoded(segments.at(-1) ?? '')
  const id = `${url.host}${decoded(url.pathname).replace(/\/+$/, '')}`
  if (!/\.(?:safetensors|ckpt|pt|pth|bin)$/i.test(last)) return { id, source: { kind: 'url', url: text } }
  // What follows "?" may be a key without which the server gives nothing: such an address cannot be taken apart.
  if (url.search !== '') return undefined
  return { id, source: { kind: 'url', url: text.slice(0, text.lastIndexOf('/')), path: last } }
}

/** An address that is not escaped rightly is taken as it stands. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
