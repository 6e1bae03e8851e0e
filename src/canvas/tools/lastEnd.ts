// Where the last stroke ended, from which Shift draws a straight line; nowhere once its layer is gone, by undo or with its picture.
import type { DocumentStore } from '../../state/document'
import type { PenPoint } from '../kernels/brush'

export function createLastEnd(document: DocumentStore) {
  let last: { readonly point: PenPoint; readonly layer: string | undefined } | undefined
  return {
    /** To be called once the stroke is committed: its layer is the active one then. */
    set(point: PenPoint | undefined): void {
      if (point) last = { point, layer: document.getState().activeLayer }
    },
    get: (): PenPoint | undefined =>
      document.getState().layers.some(({ id }) => id === last?.layer) ? last?.point : undefined,
  }
}
