import { changeDraft } from '../state/settings'
import type { Editor } from './editor'

/** `?checkpoint=https://...`: opens the checkpoint at an address and chooses it; its id is the last folder's name. */
export function openCheckpointFromAddress({ engine, settings, fail }: Editor, address: string | null): void {
  if (!address) return
  const url = new URL(address.endsWith('/') ? address : `${address}/`, location.href)
  const id = decodeURIComponent(url.pathname.split('/').at(-2) ?? 'checkpoint')
  const { checkpoint } = settings.getState().draft
  changeDraft(settings, { checkpoint: { edit: id, generate: id } })
  engine.openCheckpoint(id, { kind: 'url', url: url.href }).catch((error: unknown) => {
    // What fails is no choice.
    changeDraft(settings, { checkpoint })
    fail(error)
  })
}
