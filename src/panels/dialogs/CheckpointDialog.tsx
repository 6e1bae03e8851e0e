import { useState } from 'react'
import {
  openCheckpointAt,
  openCheckpointFolder,
  openCheckpointFromDisk,
  openFromShelf,
  type OpenedModel,
} from '../../actions/models'
import type { Editor } from '../../engine/editor'
import { useEditor, useErrorLine } from '../EditorContext'
import { useLateText } from '../useLateText'
import { reportOf, type ErrorReport } from '../../shared/errors'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { HubModels } from '../models/HubModels'
import { HubToken } from '../models/HubToken'
import { ModelShelf } from '../models/ModelShelf'
import { DeviceOutlook } from '../world/DeviceOutlook'
import styles from './CheckpointDialog.module.css'
import { HubForm } from './HubForm'
import { useDialog } from './useDialog'

type Open = (editor: Editor) => Promise<OpenedModel>

/** Opens a checkpoint: a file or folder on this machine, or one of the Hub. It stays until the checkpoint is open. */
export function CheckpointDialog() {
  const t = useLateText()
  const said = useErrorLine()
  const editor = useEditor()
  const { open, close } = useDialog('checkpoint')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorReport>()
  async function attempt(ask: Open): Promise<void> {
    setError(undefined)
    setBusy(true)
    try {
      const outcome = await ask(editor)
      if (outcome === 'opened') close()
      if (outcome === 'misread')
        setError({ code: 'checkpoint', message: t('checkpoint.misread'), hint: t('checkpoint.misreadHint') })
    } catch (failure) {
      setError(reportOf(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      title={t('checkpoint.title')}
      closeLabel={t('app.close')}
      onClose={() => {
        setError(undefined)
        close()
      }}
    >
      <div className={styles.body}>
        <DeviceOutlook />
        <section className={styles.way}>
          <h3 className={styles.heading}>{t('checkpoint.folder')}</h3>
          <p className={styles.note}>{t('checkpoint.folderHint')}</p>
          <div className={styles.row}>
            <Button disabled={busy} onClick={() => void attempt(openCheckpointFromDisk)}>
              {t('checkpoint.chooseFile')}
            </Button>
            <Button disabled={busy} onClick={() => void attempt(openCheckpointFolder)}>
              {t('checkpoint.chooseFolder')}
            </Button>
          </div>
          <p className={styles.note}>{t('checkpoint.fileHint')}</p>
        </section>
        <HubForm
          hint={t('checkpoint.hubHint')}
          placeholder={t('checkpoint.hubId')}
          disabled={busy}
          onOpen={(address) => void attempt((own) => openCheckpointAt(own, address))}
        />
        <HubToken />
        <ModelShelf disabled={busy} onOpen={(model) => void attempt((own) => openFromShelf(own, model))} />
        <HubModels />
        {busy && (
          <p className={styles.note} role="status">
            {t('checkpoint.opening')}
          </p>
        )}
        {error && (
          <p className={styles.error} role="alert">
            {said(error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
