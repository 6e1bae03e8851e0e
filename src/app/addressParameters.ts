// What the page's own address asks for: `?image=...` and `?checkpoint=...`.
import { decodeAddress } from '../files/decodeAddress'
import { changeDraft } from '../state/settings'
import type { Editor } from '../engine/editor'

/**
 * A parameter that is an address itself. Many are written into links as they are, with percent signs of their own, which must stay then;
 * one that was encoded, as it should be, is decoded.
 */
export function addressParameter(search: string, name: string): string | undefined {
  const [, given] = new RegExp(`[?&]${name}=([^&]*)`).exec(search) ?? []
  if (!given) return undefined
  if (/^[a-z][a-z+.-]*:\/\//i.test(given)) return given
  return decodeAddress(given.replaceAll('+', ' '))
}

/** `?checkpoint=https://...`: opens the checkpoint at an address and chooses it; its id is the last folder's name. */
export function openCheckpointFromAddress(
  { engine, settings, fail }: Editor,
  address: string | undefined,
): void {
  if (!address) return
  const url = new URL(address.endsWith('/') ? address : `${address}/`, location.href)
  const id = decodeAddress(url.pathname.split('/').at(-2) ?? '') || 'checkpoint'
  const { checkpoint } = settings.getState().draft
  changeDraft(settings, { checkpoint: { edit: id, generate: id } })
  engine.openCheckpoint(id, { kind: 'url', url: url.href }).catch((error: unknown) => {
    // What fails is no choice.
    changeDraft(settings, { checkpoint })
    fail(error)
  })
}
