import { describe, expect, it } from 'vitest'
import type { Editor } from '../engine/editor'
import { checkpointOf } from '../engine/fixtures/panel'
import { foretoldOf } from '../engine/foretoldOf'
import { BitmapTable } from '../state/bitmapTable'
import { createDocumentStore } from '../state/document'
import { emptyStorage } from '../state/fixtures/emptyStorage'
import { createJobsStore } from '../state/jobs'
import { changeDraft } from '../state/settings'
import { createSettingsStore } from '../state/settingsStore'
import { text } from '../strings/text'
import { batchObstacle } from './batch'
import { editAhead } from './editAhead'
import { runPlan } from './runPlan'

const refusal = { code: 'recipe', message: 'It does not fit.', hint: 'Choose a smaller size.' } as const

function setUp() {
  const document = createDocumentStore()
  const [bitmaps, jobs] = [new BitmapTable(), createJobsStore()]
  const settings = createSettingsStore('en', emptyStorage)
  const checkpoint = checkpointOf('text-to-image')
  const source = { kind: 'url', url: '' } as const
  jobs.setState({
    engine: 'ready',
    checkpoints: [{ id: checkpoint.id, source, status: 'open', summary: checkpoint }],
  })
  changeDraft(settings, {
    mode: 'generate',
    text: { edit: '', generate: 'a cat' },
    checkpoint: { edit: checkpoint.id, generate: checkpoint.id },
  })
  const t = (key: never, values: never) => text('en', key, values)
  // What runs and how it is shown is not asked.
  return { document, bitmaps, jobs, settings, t } as unknown as Editor
}

/** The engine has gone through the present edit on paper, and refused it. */
function refuse(editor: Editor) {
  const { recipe, pictures } = editAhead(editor)!
  editor.jobs.setState({ forecast: { refusal, of: foretoldOf(recipe, pictures) } })
}

describe('an edit that the engine is known to refuse', () => {
  it('cannot be run, and says why', () => {
    const editor = setUp()
    expect(runPlan(editor).obstacle).toBeUndefined()
    refuse(editor)
    expect(runPlan(editor).obstacle).toBe('It does not fit. Choose a smaller size.')
  })

  it('can be run again as soon as it is another', () => {
    const editor = setUp()
    refuse(editor)
    changeDraft(editor.settings, { steps: 3 })
    expect(runPlan(editor).obstacle).toBeUndefined()
  })
})

describe('a series of edits', () => {
  it('cannot be run while the edit of the panel cannot be, without a mask and whatever the canvas shows', () => {
    const editor = setUp()
    // It is no checkpoint that takes orders.
    expect(batchObstacle(editor)).toBe('Describe the picture.')
    changeDraft(editor.settings, { text: { edit: 'night', generate: '' } })
    expect(batchObstacle(editor)).toBeUndefined()
    changeDraft(editor.settings, { strength: 0 })
    expect(batchObstacle(editor)).toBe(text('en', 'run.noStep'))
  })
})
