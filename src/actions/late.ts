// What works on an open picture is read behind the first sight of the page (`work.ts`); before that nothing can be open.
import type { Editor } from '../engine/editor'
import { latePart } from '../shared/latePart'

/** What `work.ts` offers. */
export type Work = typeof import('./work')

export const work = latePart(() => import('./work'))

/** An action's `run`: acts at once, or as soon as its code is there. */
export const doing =
  (act: (work: Work, editor: Editor) => unknown) =>
  (editor: Editor): void => {
    const { now } = work
    if (now) act(now, editor)
    else work.read().then((read) => void act(read, editor), editor.fail)
  }

/** An action's `enabled`, for what only an open picture can have. */
export const holds =
  (of: (work: Work, editor: Editor) => boolean) =>
  (editor: Editor): boolean =>
    work.now !== undefined && of(work.now, editor)
