// What the page's own address asks for: `?image=...` and `?checkpoint=...`.
import { decodeAddress } from '../files/decodeAddress'
import { changeDraft } from '../state/settings'
import type { Editor } from '../engine/editor'
import { messages } from '../engine/messages'
import { readModelAddress, type ModelAddress } from '../engine/modelAddress'
import { PalimpsestError } from '../shared/errors'

/**
 * A parameter that is an address itself. Many are written into links as they are, with percent signs of their own, which must stay then;
 * one that was encoded, as it should be, is decoded.
 */
export function addressParameter(search: string, name: string): string | undefined {
  const [, given, behind = ''] = new RegExp(`[?&]${name}=([^&]*)(.*)$`).exec(search) ?? []
  if (!given) return undefined
  if (/^[a-z][a-z+.-]*:\/\//i.test(given)) return given.includes('?') ? given + beforeOurs(behind) : given
  return decodeAddress(given.replaceAll('+', ' '))
}

/** What stands before the next parameter of the page: of an address that has parameters of its own. */
const beforeOurs = (behind: string): string => behind.replace(/&(?:image|checkpoint|backend)=.*$/, '')

/** `?checkpoint=https://...`: opens the checkpoint at an address, or on the Hub, and chooses it; a folder's id is its name. */
export function openCheckpointFromAddress(
  { engine, settings, fail }: Editor,
  address: string | undefined,
): void {
  if (!address) return
  const read = readAddress(address)
  if (!read) return fail(new PalimpsestError(messages.noCheckpointAddress({ address })))
  const { id, source } = read
  const { checkpoint } = settings.getState().draft
  changeDraft(settings, { checkpoint: { edit: id, generate: id } })
  engine.openCheckpoint(id, source).catch((error: unknown) => {
    // What fails is no choice.
    changeDraft(settings, { checkpoint })
    fail(error)
  })
}

/** A folder beside the page is named by its path alone, as is one elsewhere that is no file and no repository of the Hub. */
function readAddress(address: string): ModelAddress | undefined {
  const model = /^[a-z]+:\/\//i.test(address) ? readModelAddress(address) : undefined
  if (model && (model.source.kind === 'hub' || 'path' in model.source)) return model
  const url = URL.parse(address.endsWith('/') ? address : `${address}/`, location.href)
  const id = decodeAddress(url?.pathname.split('/').at(-2) ?? '') || 'checkpoint'
  return url ? { id, source: { kind: 'url', url: url.href } } : undefined
}
