import { useEffect, type ReactNode } from 'react'
import { latePart, type LatePart } from '../shared/latePart'
import type { DialogId } from '../state/view'
import { useEditor, useView } from './EditorContext'
import { late, useLate } from './late'

interface LateDialog {
  readonly part: LatePart<unknown>
  readonly Dialog: () => ReactNode
}

function lateDialog<Module>(load: () => Promise<Module>, name: keyof Module): LateDialog {
  const part = latePart(load)
  return { part, Dialog: late(part, name) as () => ReactNode }
}

/** Each dialog is read when it is first opened, or before that when there is time. */
const dialogs: Readonly<Record<DialogId, LateDialog>> = {
  palette: lateDialog(() => import('./dialogs/Palette'), 'Palette'),
  shortcuts: lateDialog(() => import('./dialogs/ShortcutList'), 'ShortcutList'),
  export: lateDialog(() => import('./dialogs/ExportDialog'), 'ExportDialog'),
  checkpoint: lateDialog(() => import('./dialogs/CheckpointDialog'), 'CheckpointDialog'),
  'add-on': lateDialog(() => import('./dialogs/AddOnDialog'), 'AddOnDialog'),
  teach: lateDialog(() => import('./dialogs/TeachDialog'), 'TeachDialog'),
  batch: lateDialog(() => import('./dialogs/BatchDialog'), 'BatchDialog'),
  grid: lateDialog(() => import('./dialogs/GridDialog'), 'GridDialog'),
  settings: lateDialog(() => import('./dialogs/SettingsDialog'), 'SettingsDialog'),
  size: lateDialog(() => import('./dialogs/SizeDialog'), 'SizeDialog'),
  guides: lateDialog(() => import('./guides/GuideGallery'), 'GuideGallery'),
  about: lateDialog(() => import('./help/AboutDialog'), 'AboutDialog'),
  world: lateDialog(() => import('./world/WorldDialog'), 'WorldDialog'),
}

/** Reads all of them; what cannot be read now is tried again, and said, when it is opened. */
export function readDialogs(): void {
  for (const { part } of Object.values(dialogs)) part.read().catch(() => {})
}

export function Dialogs() {
  return Object.entries(dialogs).map(([id, dialog]) => <OnceRead key={id} id={id as DialogId} {...dialog} />)
}

function OnceRead({ id, part, Dialog }: LateDialog & { readonly id: DialogId }) {
  const { view, fail } = useEditor()
  const wanted = useView((state) => state.dialog === id)
  const isRead = useLate(part) !== undefined
  useEffect(() => {
    if (!wanted) return
    part.read().catch((error: unknown) => {
      view.setState(({ dialog }) => ({ dialog: dialog === id ? undefined : dialog }))
      fail(error)
    })
  }, [wanted, id, part, view, fail])
  return isRead ? <Dialog /> : null
}
