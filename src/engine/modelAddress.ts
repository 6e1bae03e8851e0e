// What people paste to say where a model is: names of the Hub's repositories, links to its pages, other addresses.
import { decodeAddress } from '../files/decodeAddress'
import type { CheckpointSource } from '../shared/protocol/sources'

export interface ModelAddress {
  /** By which it is known from then on. */
  readonly id: string
  readonly source: CheckpointSource
}

const HUBS =
  /^(?:(?:https?|hf):\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/|^hf:\/\/|^git@(?:huggingface\.co|hf\.co):/i
/** A site that was typed without its scheme: "civitai.com/models/1" is no repository. */
const SITE = /^(?:[\w-]+\.)+(?:ai|app|art|cn|co|com|dev|io|net|org|red)\//i
/** Paths of this machine, which no page may open by name. */
const PATH = /^(?:[/~\\]|[a-z]:[\\/]|file:)/i
const NAME = /^[\w-][\w.-]*$/

/**
 * Reads "owner/name", "owner/name@revision", either with a folder or file of it behind, a link to any page of such a repository, or the
 * address of a .safetensors file or of a folder elsewhere. Undefined where it is none of these.
 */
export function readModelAddress(typed: string): ModelAddress | undefined {
  const text = withOptions(asTyped(typed))
    .replace(
      /^(?:hf|huggingface-cli) download\s+(\S+)(?:\s+([^\s-]\S*))?.*$/s,
      (_, name: string, file = '') => [name, file].filter(Boolean).join('/'),
    )
    // The Hub's folder of what was downloaded.
    .replace(/^models--([\w.-]+?)--([\w.-]+)$/, '$1/$2')
    .replace(/^["'<]+|["'>]+$/g, '')
    .replace(/\s*\/\s*/g, '/')
  if (HUBS.test(text)) return hubAddress(text.replace(HUBS, '').replace(/[?#].*$/, ''))
  if (/^https?:\/\//i.test(text)) return otherAddress(text)
  if (SITE.test(text)) return otherAddress(`https://${text}`)
  return PATH.test(text) ? undefined : hubAddress(text)
}

/** What was meant where it was copied with what stands around it: marks of no width, a Markdown link, the end of a sentence; or typed in wide letters. */
const asTyped = (text: string): string =>
  text
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll('／', '/')
    .replaceAll('＠', '@')
    .trim()
    .replace(/^\[[^\]]*\]\((\S+)\)$/, '$1')
    .replace(/[.,;:!]+$/, '')

/** A call of diffusers or of the Hub's command as "owner/name@revision/subfolder"; anything else as it is. */
function withOptions(text: string): string {
  const clone = /^git (?:lfs )?clone\s(?:.*\s)?((?:\w+:\/\/|git@)\S+)/s.exec(text)
  if (clone) {
    const branch = /\s(?:-b|--branch)[\s=]+(\S+)/.exec(text)?.[1]
    const address = clone[1]!.replace(/\/+$/, '')
    return branch === undefined ? address : `${address}@${branch}`
  }
  const call =
    /\b(?:from_(?:pretrained|single_file)|snapshot_download|hf_hub_download)\(\s*(?:\w+\s*=\s*)?["']([^"']+)["'](.*)$/s.exec(
      text,
    )
  const command = /^((?:hf|huggingface-cli) download\s+)([^\s@]+)(\s.*)$/s.exec(text)
  const options = call?.[2] ?? command?.[3] ?? ''
  const revision = /(?:\brevision\s*=\s*["']|--revision[\s=]+["']?)([^"'\s]+)/.exec(options)?.[1]
  const subfolder = /\bsubfolder\s*=\s*["']([^"']+)/.exec(options)?.[1]
  const file = call && /\bfilename\s*=\s*["']([^"']+)/.exec(options)?.[1]
  const marked = (name: string) => (revision === undefined ? name : `${name}@${revision}`)
  if (call) {
    const name = call[1]!
    return HUBS.test(name) || !/^[^/]+\/[^/]+$/.test(name)
      ? name
      : [marked(name), subfolder, file].filter((part) => part !== undefined).join('/')
  }
  return command ? `${command[1]}${marked(command[2]!)}${command[3]}` : text
}

/** @param path "owner/name/blob/main/unet/config.json", or without what a page puts between */
function hubAddress(path: string): ModelAddress | undefined {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeAddress)
  // Pages of models may have it in front; data sets and spaces hold none.
  if (segments[0] === 'api') segments.shift()
  if (segments[0] === 'models') segments.shift()
  const [owner = '', nameAndRevision = '', ...behind] = segments
  const [repository = '', typed] = nameAndRevision.split('@')
  const name = repository.replace(/\.git$/, '')
  // "refs/pr/1" is one name, though it has slashes in it.
  const [given, rest] = typed === undefined ? [undefined, behind] : withoutRevision([typed, ...behind])
  if (!NAME.test(owner) || !NAME.test(name) || ['datasets', 'spaces'].includes(owner)) return undefined
  const isPage = ['tree', 'blob', 'resolve', 'raw', 'commit', 'discussions', 'commits', 'edit'].includes(
    rest[0] ?? '',
  )
  const onPage = isPage && ['tree', 'blob', 'resolve', 'raw', 'commit'].includes(rest[0]!)
  const [shown, shownIn] = onPage ? withoutRevision(rest.slice(1)) : [undefined, []]
  const revision = given || shown || 'main'
  const inner = [...(isPage ? shownIn : rest)].filter((segment) => segment !== '.')
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

/** A revision and the path behind it. */
function withoutRevision([first, ...rest]: readonly string[]): readonly [
  string | undefined,
  readonly string[],
] {
  const length = first === 'refs' && rest.length >= 2 ? 2 : 0
  return [[first, ...rest.slice(0, length)].filter(Boolean).join('/') || undefined, rest.slice(length)]
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
  const last = decodeAddress(segments.at(-1) ?? '')
  const id = `${url.host}${decodeAddress(url.pathname).replace(/\/+$/, '')}`
  if (!/\.(?:safetensors|ckpt|pt|pth|bin)$/i.test(last)) return { id, source: { kind: 'url', url: text } }
  // What follows "?" may be a key without which the server gives nothing: such an address cannot be taken apart.
  if (url.search !== '') return undefined
  return { id, source: { kind: 'url', url: text.slice(0, text.lastIndexOf('/')), path: last } }
}
