// Short messages at the edge of the window: one sentence, and at most one action.
import { Toast } from '@base-ui/react/toast'

export interface Notice {
  readonly kind: 'error' | 'info'
  readonly title: string
  readonly hint?: string
  readonly stays?: boolean
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Milliseconds, in place of the usual ones. */
  readonly lastsMs?: number | undefined
  /** It goes once that is aborted. */
  readonly until?: AbortSignal | undefined
}

/** Read by `Notices`. */
export const noticeManager = Toast.createToastManager()

/** What was to be shown before there was a place for it. */
const waiting: Notice[] = []
let placed = false

/** `Notices` is there: shows what has been waiting for it. */
export function showWaitingNotices(): void {
  placed = true
  waiting.splice(0).forEach(notify)
}

/**
 * Shows a notice. Errors, what waits for an answer and what is to stay do so until they are dismissed. One that says what another says
 * that is still there takes its place; where each can be answered, each is another.
 */
export function notify(notice: Notice): void {
  if (!placed) return void waiting.push(notice)
  const { kind, title, hint, action, stays, lastsMs, until } = notice
  if (until?.aborted) return
  const id = noticeManager.add({
    ...(!action && !until && { id: JSON.stringify([kind, title, hint]) }),
    title,
    type: kind,
    timeout: lastsMs ?? (kind === 'error' || action || stays ? 0 : 6000),
    priority: kind === 'error' ? 'high' : 'low',
    ...(hint !== undefined && { description: hint }),
    ...(action && { actionProps: { children: action.label, onClick: action.run } }),
  })
  until?.addEventListener('abort', () => noticeManager.close(id), { once: true })
}
