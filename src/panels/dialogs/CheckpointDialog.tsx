import { useEditor, useText } from '../../app/EditorContext'
import { chooseCheckpointFolder } from '../../files/chooseCheckpointFolder'
import { changeDraft } from '../../state/settings'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { DeviceOutlook } from '../world/DeviceOutlook'
import styles from './CheckpointDialog.module.css'
import { HubForm } from './HubForm'
import { useDialog } from './useDialog'

/** Opens a checkpoint from a folder on this machine, or from the Hub. */
export function CheckpointDialog() {
  const t = useText()
  const { open, close } = useDialog('checkpoint')
  return (
    <Dialog open={open} title={t('checkpoint.title')} closeLabel={t('app.close')} onClose={close}>
      <div className={styles.body}>
        <DeviceOutlook />
        <FromFolder onDone={close} />
        <FromHub onDone={close} />
      </div>
    </Dialog>
  )
}

/** Chooses a checkpoint for what the panel is set to do. */
function useChoose(): (id: string) => void {
  const { settings } = useEditor()
  return (id) => {
    const { mode, checkpoint } = settings.getState().draft
    changeDraft(settings, { checkpoint: { ...checkpoint, [mode]: id } })
  }
}

function FromFolder({ onDone }: { readonly onDone: () => void }) {
  const editor = useEditor()
  const t = useText()
  const choose = useChoose()
  async function open(): Promise<void> {
    try {
      const chosen = await chooseCheckpointFolder()
      if (!chosen) return
      editor.engine.openCheckpoint(chosen.name, chosen.source)
      choose(chosen.name)
      onDone()
    } catch (error) {
      editor.fail(error)
    }
  }
  return (
    <section className={styles.way}>
      <h3 className={styles.heading}>{t('checkpoint.folder')}</h3>
      <p className={styles.note}>{t('checkpoint.folderHint')}</p>
      <Button onClick={() => void open()}>{t('checkpoint.chooseFolder')}</Button>
    </section>
  )
}

function FromHub({ onDone }: { readonly onDone: () => void }) {
  const { engine } = useEditor()
  const t = useText()
  const choose = useChoose()
  return (
    <HubForm
      hint={t('checkpoint.hubHint')}
      placeholder={t('checkpoint.hubId')}
      pattern={/^[\w.-]+\/[\w.-]+$/}
      onOpen={(repository) => {
        engine.openCheckpoint(repository, { kind: 'hub', repository, revision: 'main' })
        choose(repository)
        onDone()
      }}
    />
  )
}
