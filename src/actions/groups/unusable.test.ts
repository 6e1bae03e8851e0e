import { beforeAll, describe, expect, it } from 'vitest'
import type { Candidate, Layer } from '../../state/document'
import type { GalleryResult } from '../../state/gallery'
import { headlessEditor } from '../fixtures/headlessEditor'
import { work } from '../late'
import { actionOf, isEnabled, obstacleOf } from '../table'

const usable = { version: 1, checkpoint: 'toyland/instruct', prompt: 'make the cat blue', seed: 5 }
const wishes = { ...usable, guides: [{ id: 'wishes' }] }
const why = /guide "wishes" that this program does not have/

/** Whether actions can be used, and why not, where a result, a gallery's result and a layer have this recipe. */
function state(ids: readonly string[], recipe: unknown) {
  const editor = headlessEditor()
  const { layers } = editor.document.getState()
  const layer = { ...layers.at(-1)!, recipe } as Layer
  editor.document.setState({
    layers: [...layers.slice(0, -1), layer],
    activeLayer: layer.id,
    candidates: [{ id: 'candidate', recipe } as Candidate],
  })
  editor.gallery.setState({ results: [{ id: 'result', recipe } as GalleryResult] })
  const of = (view: Partial<ReturnType<typeof editor.view.getState>>) => {
    editor.view.setState(view)
    return ids.map((id) => [isEnabled(actionOf(id), editor), obstacleOf(actionOf(id), editor)])
  }
  return of
}

describe('what wants a recipe', () => {
  beforeAll(() => work.read())

  const recalls = ['', '.prompt', '.seed', '.guides'].map((part) => `gallery.recall${part}`)
  it.each([
    ['the gallery', recalls, { viewedResult: 'result' }],
    ['the results that wait', ['result.again'], { candidate: 'candidate' }],
    ['the layers', ['layer.anotherSeed'], {}],
  ])('in %s is off where it cannot be used, and says why', (_, ids, view) => {
    for (const found of state(ids, usable)(view)) expect(found).toEqual([true, ''])
    for (const found of state(ids, wishes)(view)) expect(found).toEqual([false, expect.stringMatching(why)])
  })

  it('says nothing where there is nothing that it is about', () => {
    const ids = [...recalls, 'result.again']
    for (const found of state(ids, wishes)({})) expect(found).toEqual([false, ''])
  })
})
