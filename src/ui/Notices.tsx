import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { noticeManager, showWaitingNotices } from './notices'
import styles from './Notices.module.css'

export function NoticeProvider({
  children,
  label,
  closeLabel,
}: {
  readonly children: ReactNode
  readonly label: string
  readonly closeLabel: string
}) {
  useEffect(showWaitingNotices, [])
  return (
    <Toast.Provider toastManager={noticeManager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={label} data-notices>
          <NoticeList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function NoticeList({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['right']}
      className={styles.notice}
      // The library hides errors from screen readers until they have the focus, though Tab reaches what is in them.
      aria-hidden={undefined}
    >
      {/* One that is said again moves, so that it is seen that it was. */}
      <Toast.Content
        key={toast.updateKey}
        className={styles.content}
        data-again={toast.updateKey ? true : undefined}
      >
        <Toast.Title className={styles.title} />
        <Toast.Description className={styles.hint} />
        {toast.actionProps && <Toast.Action className={styles.action} aria-hidden={undefined} />}
      </Toast.Content>
      <Toast.Close className={styles.close} aria-label={closeLabel} aria-hidden={undefined}>
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ))
}
