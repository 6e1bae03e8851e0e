import { beforeAll, describe, expect, it } from 'vitest'
import type { Candidate } from '../../state/document'
import { headlessEditor } from '../fixtures/headlessEditor'
import { work } from '../late'
import { resultActions } from './resultActions'

const split = resultActions.find(({ id }) => id === 'result.split')!

/** A result waits over the picture. */
function staged() {
  const editor = headlessEditor()
  const candidate = { id: 'candidate' } as Candidate
  editor.document.setState({ candidates: [candidate] })
  editor.view.setState({ candidate: candidate.id })
  return editor
}

describe('comparing a result', () => {
  beforeAll(() => work.read())

  it('wants something beneath it', () => {
    const editor = staged()
    expect(split.enabled!(editor)).toBe(true)
    editor.document.setState(({ layers }) => ({
      layers: layers.map((layer) => ({ ...layer, visible: false })),
    }))
    expect(split.enabled!(editor)).toBe(false)
    editor.document.setState({ layers: [] })
    expect(split.enabled!(editor)).toBe(false)
  })

  it('can be ended wherever it goes on', () => {
    const editor = staged()
    editor.document.setState({ layers: [] })
    editor.view.setState({ compare: 'split' })
    expect(split.enabled!(editor)).toBe(true)
  })
})
