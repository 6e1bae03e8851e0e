import { createEngineLink } from '../engine/engineLink'
import { reportOf } from '../shared/errors'
import { messages } from '../shared/messages'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore } from '../state/document'
import { createGalleryStore, forgetDeleted, galleryBitmaps } from '../state/gallery'
import { createHistory } from '../state/history'
import { createJobsStore, jobBitmaps } from '../state/jobs'
import { createSavingStore } from '../state/saving'
import { createSettingsStore } from '../state/settingsStore'
import { createViewStore } from '../state/view'
import { worded, wordedError } from '../strings/worded'
import { text, type TextKey, type TextValues } from '../strings/text'
import { preferredLanguage } from '../strings/translation'
import { notify } from '../ui/notices'
import type { Editor } from '../engine/editor'

/** Makes the stores and starts the engine. */
export function createEditor(): Editor {
  const bitmaps = new BitmapTable()
  const document = createDocumentStore()
  const gallery = createGalleryStore()
  const view = createViewStore()
  const jobs = createJobsStore()
  const saving = createSavingStore()
  const settings = createSettingsStore(
    preferredLanguage(navigator.languages),
    () => localStorage,
    () => sessionStorage,
  )
  const history = createHistory({
    document,
    bitmaps,
    budgetBytes: () => settings.getState().undoMegabytes * 1_000_000,
    alsoKeep: () => [...jobBitmaps(jobs.getState()), ...galleryBitmaps(gallery.getState())],
  })
  history.store.subscribe(() => {
    const states = history.steps().flatMap(({ before, after }) => [before, after])
    forgetDeleted(gallery, [document.getState(), ...states])
  })
  const t = (key: TextKey, values?: TextValues) => text(settings.getState().language, key, values)
  const fail = (error: unknown) => {
    const report = reportOf(error)
    if (report.code === 'cancelled') return
    if (report.detail !== undefined) console.error(report.detail)
    const { message, hint } = wordedError(settings.getState().language, report)
    notify({
      kind: 'error',
      title: message,
      hint,
      ...(report.id === messages.renewed().id && {
        action: { label: t('offline.reload'), run: () => location.reload() },
      }),
    })
  }
  const inform: Editor['inform'] = (title, hint, options) =>
    notify({
      kind: 'info',
      title: worded(settings.getState().language, title),
      ...(hint !== undefined && { hint }),
      ...options,
    })
  const engine = createEngineLink({
    document,
    gallery,
    view,
    jobs,
    settings,
    bitmaps,
    history,
    saving,
    t,
    fail,
    inform,
  })
  return { document, history, gallery, view, jobs, settings, saving, bitmaps, engine, t, fail, inform }
}
