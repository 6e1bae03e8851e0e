import { expect, it } from 'vitest'
import { checkpointOf, plainDraft } from '../engine/fixtures/panel'
import type { Editor } from '../engine/editor'
import { createDocumentStore, type Layer } from '../state/document'
import { createStore } from 'zustand/vanilla'
import { followImplied } from './readyImplied'

const depth = { ...checkpointOf('depth'), id: 'toyland/depth' }
const layer: Layer = {
  id: 'photo',
  kind: 'image',
  name: '',
  bitmap: 'bitmap' as Layer['bitmap'],
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
}

it('a depth checkpoint takes the depth of the picture that is open, unless a person says otherwise', () => {
  const document = createDocumentStore()
  const draft = { ...plainDraft, checkpoint: { edit: depth.id, generate: depth.id } }
  const settings = createStore(() => ({ draft }))
  const jobs = createStore(() => ({ checkpoints: [{ id: depth.id, status: 'ready', summary: depth }] }))
  followImplied({ settings, jobs, document } as unknown as Editor)
  expect(settings.getState().draft.guides).toEqual([])

  document.setState({ width: 8, height: 8, layers: [layer] })
  const [card] = settings.getState().draft.guides
  expect(card).toMatchObject({ id: 'depth2image', values: { depth: 'photo' } })

  // It goes with the checkpoint.
  const other = { ...checkpointOf('text-to-image'), id: 'toyland/base' }
  jobs.setState({
    checkpoints: [...jobs.getState().checkpoints, { id: other.id, status: 'ready', summary: other }],
  })
  const { draft: readied } = settings.getState()
  settings.setState({ draft: { ...readied, checkpoint: { edit: other.id, generate: other.id } } })
  expect(settings.getState().draft.guides).toEqual([])

  const none = { ...card!, values: { ...card!.values, depth: '' } }
  settings.setState({ draft: { ...draft, guides: [none] } })
  document.setState({ layers: [layer, { ...layer, id: 'another' }] })
  expect(settings.getState().draft.guides).toEqual([none])
})
