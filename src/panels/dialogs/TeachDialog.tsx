import { useState } from 'react'
import { noThing, type LessonForm } from '../../actions/teaching'
import { picturesAmong } from '../../actions/transferring'
import { useEditor, useJobs } from '../EditorContext'
import { useLateText } from '../useLateText'
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
  samplePrompts: '',
  batch: 4,
  rank: 16,
  newWord: true,
  companions: '',
  flip: false,
  crops: 0,
}

/** Teaches the checkpoint a subject from a few pictures, here in the browser. */
export function TeachDialog() {
  const t = useLateText()
  const editor = useEditor()
  const { open, close } = useDialog('teach')
  const training = useJobs((state) => state.training)
  const unfinished = useJobs((state) => state.unfinished)
  const unreadable = useJobs((state) => state.unreadableTraining)
  // Here, where it outlives a training: one that is refused or cancelled leaves the form as it was.
  const [form, setForm] = useState(untouched)
  const asks = !training && !unfinished && !unreadable
  /** Beside the fields of each thing: for the first that has no pictures yet, else for the last. */
  function learnFrom(dropped: readonly File[]): void {
    const files = picturesAmong(editor, dropped)
    if (files.length === 0) return
    setForm((before) => {
      const empty = before.things.findIndex((thing) => thing.files.length === 0)
      const which = empty >= 0 ? empty : before.things.length - 1
      const things = before.things.map((thing, at) =>
        at === which ? { ...thing, files, captions: [] } : thing,
      )
      return { ...before, things }
    })
  }
  return (
    <Dialog
      open={open}
      title={t('teach.title')}
      closeLabel={t('app.close')}
      onClose={close}
      onFiles={asks ? learnFrom : undefined}
    >
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
