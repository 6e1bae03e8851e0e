// Short messages at the edge of the window: one sentence, and at most one action.
import { Toast } from '@base-ui/react/toast'

export interface Notice {
  readonly kind: 'error' | 'info'
  readonly title: string
  readonly hint?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Read by `Notices`. */
export const noticeManager = Toast.createToastManager()

/** Shows a notice. Errors, and what waits for an answer, stay until they are dismissed. */
export function notify({ kind, title, hint, action }: Notice): void {
  noticeManager.add({
    title,
    type: kind,
    timeout: kind === 'error' || action ? 0 : 6000,
    priority: kind === 'error' ? 'high' : 'low',
    ...(hint !== undefined && { description: hint }),
    ...(action && { actionProps: { children: action.label, onClick: action.run } }),
  })
}
