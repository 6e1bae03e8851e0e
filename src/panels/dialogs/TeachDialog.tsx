import { useJobs, useText } from '../EditorContext'
import { Dialog } from '../../ui/Dialog'
import shared from './CheckpointDialog.module.css'
import { TeachForm } from './TeachForm'
import { TeachProgress } from './TeachProgress'
import { UnfinishedTeaching } from './UnfinishedTeaching'
import { useDialog } from './useDialog'

/** Teaches the checkpoint a subject from a few pictures, here in the browser. */
export function TeachDialog() {
  const t = useText()
  const { open, close } = useDialog('teach')
  const training = useJobs((state) => state.training)
  const unfinished = useJobs((state) => state.unfinished)
  return (
    <Dialog open={open} title={t('teach.title')} closeLabel={t('app.close')} onClose={close}>
      <div className={shared.body}>
        {training ? (
          <TeachProgress training={training} />
        ) : unfinished ? (
          <UnfinishedTeaching unfinished={unfinished} />
        ) : (
          <TeachForm />
        )}
      </div>
    </Dialog>
  )
}
