import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useEditor, useText } from '../EditorContext'
import type { SavingState } from '../../state/saving'
import { Button } from '../../ui/Button'
import { Popover } from '../../ui/Popover'
import { formatSize } from '../../shared/formatSize'
import styles from './BackendStatus.module.css'

/** Whether the work is saved, where, and how far that can be relied on. */
export function SavedStatus() {
  const t = useText()
  const { saving } = useEditor()
  const { state, kept } = useStore(saving)
  return (
    <Popover
      label={t('saved.details')}
      trigger={
        <Button look="quiet" size="small" className={styles.trigger}>
          {t(`saved.${state}`)}
        </Button>
      }
    >
      <p className={styles.line}>{t(explanation(state))}</p>
      {kept !== undefined && state !== 'off' && (
        <p className={styles.line}>{t(kept ? 'saved.kept' : 'saved.notKept')}</p>
      )}
      <Space />
    </Popover>
  )
}

const explanation = (state: SavingState['state']) => {
  if (state === 'failed') return 'saved.failedHint'
  return state === 'off' ? 'saved.offHint' : 'saved.here'
}

/** What the browser says of its storage; nothing where it does not. */
function Space() {
  const t = useText()
  const [estimate, setEstimate] = useState<StorageEstimate>({})
  useEffect(() => {
    let shown = true
    void navigator.storage.estimate().then(
      (found) => {
        if (shown) setEstimate(found)
      },
      () => undefined,
    )
    return () => {
      shown = false
    }
  }, [])
  const { usage, quota } = estimate
  if (usage === undefined || quota === undefined) return null
  return (
    <p className={styles.line}>{t('saved.space', { used: formatSize(usage), quota: formatSize(quota) })}</p>
  )
}
