import { useState } from 'react'
import { noThing, type LessonForm } from '../../actions/teaching'
import { useJobs, useText } from '../EditorContext'
import { Dialog } from '../../ui/Dialog'
import shared from './CheckpointDialog.module.css'
import { TeachForm } from './TeachForm'
import { TeachProgress } from './TeachProgress'
import { UnreadableTeaching } from './UnreadableTeaching'
import { UnfinishedTeaching } from './UnfinishedTeaching'
import { useDialog } from './useDialog'

const untouched: LessonForm = {
  kind: 'lora',
  learns: 'subject',
  things: [noThing],
  samplePrompt: '',
  batch: 4,
  rank: 16,
  newWord: true,
  companions: '',
  flip: false,
  crops: 0,
}

/** Teaches the checkpoint a subject from a few pictures, here in the browser. */
export function TeachDialog() {
  const t = useText()
  const { open, close } = useDialog('teach')
  const training = useJobs((state) => state.training)
  const unfinished = useJobs((state) => state.unfinished)
  const unreadable = useJobs((state) => state.unreadableTraining)
  // Here, where it outlives a training: one that is refused or cancelled leaves the form as it was.
  const [form, setForm] = useState(untouched)
  return (
    <Dialog open={open} title={t('teach.title')} closeLabel={t('app.close')} onClose={close}>
      <div className={shared.body}>
        {training ? (
          <TeachProgress training={training} />
        ) : unfinished ? (
          <UnfinishedTeaching unfinished={unfinished} />
        ) : unreadable ? (
          <UnreadableTeaching error={unreadable} />
        ) : (
          <TeachForm form={form} onForm={setForm} />
        )}
      </div>
    </Dialog>
  )
}
