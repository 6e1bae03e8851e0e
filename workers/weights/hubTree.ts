// Checkpoints of the Hugging Face Hub, and of mirrors with the same addresses.
import { PalimpsestError } from '../../src/shared/errors'
import type { Message } from '../../src/shared/message'
import type { FileTree } from './byteSource'
import type { Checksum } from './checksum'
import { messages } from './messages'
import { urlTree } from './urlTree'

export interface HubRepository {
  /** "owner/name". */
  readonly repository: string
  /** A branch, tag or commit. */
  readonly revision?: string
  /** Address of the Hub. */
  readonly base?: string
  /** A read token, for gated repositories. */
  readonly token?: string
}

export interface HubFile {
  readonly path: string
  /** Length in bytes. */
  readonly size: number
  /** Where the Hub gives it. */
  readonly checksum?: Checksum
}

export interface HubTree extends FileTree {
  /**
   * Every file with its size, without downloading any, so that a button can say what it would download.
   * @throws PalimpsestError('weights') when the Hub cannot be reached or has no such repository.
   */
  list(): Promise<readonly HubFile[]>
}

/**
 * A repository of the Hub as a folder.
 * @throws PalimpsestError('checkpoint') when `repository` is not an "owner/name".
 */
export function hubTree({
  repository,
  revision = 'main',
  base = 'https://huggingface.co',
  token,
}: HubRepository): HubTree {
  if (!/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(repository))
    throw new PalimpsestError(messages.notARepository({ name: JSON.stringify(repository) }))
  const root = base.replace(/\/*$/, '')
  const encodedRevision = encodeURIComponent(revision)
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  return {
    ...urlTree(`${root}/${repository}/resolve/${encodedRevision}`, { label: repository, headers }),
    list: () =>
      listFiles(
        `${root}/api/models/${repository}/tree/${encodedRevision}?recursive=true`,
        repository,
        headers,
      ),
  }
}

/** The Hub's tree listing, which comes in pages linked by the `Link` header (RFC 8288). */
async function listFiles(
  first: string,
  repository: string,
  headers: Record<string, string>,
): Promise<readonly HubFile[]> {
  const files: HubFile[] = []
  const seen = new Set<string>()
  for (let url: string | undefined = first; url !== undefined && !seen.has(url);) {
    seen.add(url)
    const response: Response = await fetch(url, { headers }).catch((cause: unknown) => {
      throw unlisted(repository, messages.hubUnreachable(), { cause })
    })
    if (!response.ok) throw unlisted(repository, messages.hubAnswered({ status: response.status }))
    const page: unknown = await response.json().catch(() => undefined)
    if (!Array.isArray(page)) throw unlisted(repository, messages.noList())
    files.push(
      ...page.filter(isFile).map(({ path, size, oid, lfs }) => ({
        path,
        size: lfs?.size ?? size,
        ...checksumOf(lfs ? 'sha256' : 'git-blob', lfs ? lfs.oid : oid),
      })),
    )
    const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1]
    url = next === undefined ? undefined : new URL(next, url).href
  }
  return files
}

/** Hexadecimal digits of each kind. */
const digits = { sha256: 64, 'git-blob': 40 } as const

const checksumOf = (kind: Checksum['kind'], hex: unknown): { readonly checksum?: Checksum } =>
  typeof hex === 'string' && hex.length === digits[kind] && /^[0-9a-f]+$/.test(hex)
    ? { checksum: { kind, hex } }
    : {}

interface ListedFile {
  readonly path: string
  readonly size: number
  /** Of the file as Git keeps it: of a large one that is a pointer, and what is wanted is in `lfs`. */
  readonly oid?: unknown
  readonly lfs?: { readonly size: number; readonly oid?: unknown }
}

const isFile = (item: unknown): item is ListedFile =>
  typeof item === 'object' &&
  item !== null &&
  'type' in item &&
  item.type === 'file' &&
  'path' in item &&
  typeof item.path === 'string' &&
  'size' in item &&
  typeof item.size === 'number'

const unlisted = (repository: string, reason: Message, options?: ErrorOptions): PalimpsestError =>
  new PalimpsestError(messages.unlisted({ repository, reason }), options)
