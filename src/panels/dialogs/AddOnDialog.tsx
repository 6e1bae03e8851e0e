import { openAddOnFolder, openAddOnFromDisk, openAddOnAt } from '../../actions/addOns'
import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import styles from './CheckpointDialog.module.css'
import { HubForm } from './HubForm'
import { useDialog } from './useDialog'

/** Opens what others trained: a file, a folder as diffusers and PEFT write it, or a repository of the Hub. */
export function AddOnDialog() {
  const t = useLateText()
  const editor = useEditor()
  const { open, close } = useDialog('add-on')
  const choose = async (ask: typeof openAddOnFromDisk): Promise<void> => {
    try {
      if (await ask(editor)) close()
    } catch (error) {
      editor.fail(error)
    }
  }
  return (
    <Dialog open={open} title={t('addOn.title')} closeLabel={t('app.close')} onClose={close}>
      <div className={styles.body}>
        <section className={styles.way}>
          <h3 className={styles.heading}>{t('addOn.fromDisk')}</h3>
          <p className={styles.note}>{t('addOn.fromDiskHint')}</p>
          <div className={styles.row}>
            <Button onClick={() => void choose(openAddOnFromDisk)}>{t('addOn.chooseFile')}</Button>
            <Button onClick={() => void choose(openAddOnFolder)}>{t('checkpoint.chooseFolder')}</Button>
          </div>
        </section>
        <FromHub onDone={close} />
      </div>
    </Dialog>
  )
}

function FromHub({ onDone }: { readonly onDone: () => void }) {
  const t = useLateText()
  const editor = useEditor()
  return (
    <HubForm
      hint={t('addOn.hubHint')}
      placeholder={t('addOn.hubId')}
      onOpen={(address) => {
        if (openAddOnAt(editor, address)) onDone()
        else editor.inform(t('checkpoint.misread'), t('checkpoint.misreadHint'))
      }}
    />
  )
}
