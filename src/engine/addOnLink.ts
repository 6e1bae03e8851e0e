// Add-ons between the stores and the engine. A new worker knows none of them, so they are opened again from where they were.
import type { EngineContext } from './engineContext'
import type { ErrorReport } from '../shared/errors'
import type { AddOnSource } from '../shared/protocol/sources'
import type { AddOnSummary } from '../shared/protocol/summaries'
import type { AddOnEntry } from '../state/jobs'
import { changeDraft } from '../state/settings'
import type { EngineClient } from './engineClient'

interface AddOnLink {
  open(id: string, source: AddOnSource): void
  close(id: string): void
  reopen(): void
  opened(summary: AddOnSummary): void
  failed(id: string, error: ErrorReport): void
}

export function createAddOnLink(
  { jobs, settings, inform, t }: Pick<EngineContext, 'jobs' | 'settings' | 'inform' | 't'>,
  client: Pick<EngineClient, 'openAddOn' | 'closeAddOn'>,
): AddOnLink {
  const without = (id: string) => jobs.getState().addOns.filter((entry) => entry.id !== id)
  const change = (id: string, changed: Partial<AddOnEntry>) =>
    jobs.setState(({ addOns }) => ({
      addOns: addOns.map((entry) => (entry.id === id ? { ...entry, ...changed } : entry)),
    }))

  function open(id: string, source: AddOnSource): void {
    jobs.setState({ addOns: [...without(id), { id, source, status: 'opening' }] })
    client.openAddOn(id, source)
  }

  function close(id: string): void {
    jobs.setState({ addOns: without(id) })
    client.closeAddOn(id)
  }

  return {
    open,
    close,
    reopen() {
      for (const { id, source } of jobs.getState().addOns) open(id, source)
    },
    opened(summary) {
      const { id, hash } = summary
      const twin = without(id).find(
        (entry) => entry.summary?.hash !== undefined && entry.summary.hash === hash,
      )
      if (!twin) {
        change(id, { status: 'open', summary })
        const cards = settings.getState().draft.addOns
        changeDraft(settings, {
          addOns: cards.map((card) => (card.id === id ? { ...card, needs: summary.needs } : card)),
        })
        return
      }
      close(id)
      changeDraft(settings, { addOns: settings.getState().draft.addOns.filter((card) => card.id !== id) })
      inform(t('addOn.twice', { name: twin.id }))
    },
    failed: (id, error) => change(id, { status: 'failed', error }),
  }
}
