import { createEngineLink } from '../engine/engineLink'
import { reportOf } from '../shared/errors'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore } from '../state/document'
import { createHistory } from '../state/history'
import { createJobsStore, previewBitmaps } from '../state/jobs'
import { createSettingsStore } from '../state/settings'
import { createViewStore } from '../state/view'
import { preferredLanguage, text, type TextKey, type TextValues } from '../strings/text'
import { notify } from '../ui/notices'
import type { Editor } from './editor'

/** Makes the stores and starts the engine. */
export function createEditor(): Editor {
  const bitmaps = new BitmapTable()
  const document = createDocumentStore()
  const view = createViewStore()
  const jobs = createJobsStore()
  const settings = createSettingsStore(preferredLanguage(navigator.languages), localStorage)
  const history = createHistory({
    document,
    bitmaps,
    budgetBytes: () => settings.getState().undoMegabytes * 1_000_000,
    alsoKeep: () => previewBitmaps(jobs.getState()),
  })
  const t = (key: TextKey, values?: TextValues) => text(settings.getState().language, key, values)
  const fail = (error: unknown) => {
    const { code, message, hint } = reportOf(error)
    if (code === 'cancelled') return
    if (code === 'internal') console.error(error)
    notify({ kind: 'error', title: message, hint })
  }
  const inform = (title: string, hint?: string) =>
    notify({ kind: 'info', title, ...(hint !== undefined && { hint }) })
  const engine = createEngineLink({ document, view, jobs, settings, bitmaps, history, t, fail, inform })
  return { document, history, view, jobs, settings, bitmaps, engine, t, fail, inform }
}
