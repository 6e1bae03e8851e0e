import { useEffect, useState } from 'react'
import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { canKeepNetworks, keepNetworks, networksAreKept, offlineBytes } from '../../engine/offlineNetworks'
import { Button } from '../../ui/Button'
import { FieldName } from '../../ui/FieldName'
import { Progress } from '../../ui/Progress'
import { formatSize } from '../../shared/formatSize'

/** Keeps the networks that the guides would fetch when they are first used, so that all of them work without a network. */
export function KeepNetworks() {
  const t = useLateText()
  const { inform } = useEditor()
  const [kept, setKept] = useState<boolean>()
  /** While they are fetched. */
  const [share, setShare] = useState<number>()
  useEffect(() => {
    if (canKeepNetworks()) void networksAreKept().then(setKept, () => setKept(undefined))
  }, [])
  if (kept === undefined) return null
  async function keep(): Promise<void> {
    try {
      await keepNetworks(setShare)
      setKept(true)
    } catch (error) {
      console.error(error)
      inform(t('offline.networksNotKept'))
    } finally {
      setShare(undefined)
    }
  }
  return (
    <>
      <FieldName label={t('offline.networks')} help={t('offline.networksHelp')} />
      {kept ? (
        <span>{t('offline.networksKept')}</span>
      ) : share !== undefined ? (
        <Progress label={t('offline.networks')} value={share} />
      ) : (
        <Button onClick={() => void keep()}>
          {t('offline.keepNetworks', { size: formatSize(offlineBytes) })}
        </Button>
      )}
    </>
  )
}
