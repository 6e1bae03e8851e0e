import { describe, expect, it } from 'vitest'
import { changeDraft } from '../state/settings'
import { applyCrop } from './cropping'
import { headlessEditor } from './fixtures/headlessEditor'
import { isExtension } from './runPlan'

describe('a canvas that is made larger', () => {
  const extended = (prompt: string) => {
    const editor = headlessEditor()
    changeDraft(editor.settings, { text: { edit: prompt, generate: '' } })
    expect(isExtension(editor)).toBe(false)
    editor.view.setState({ crop: { left: -40, top: 0, right: 300, bottom: 280 } })
    applyCrop(editor)
    expect(isExtension(editor)).toBe(true)
    return editor.settings.getState().draft.text.edit
  }

  it('has an instruction that fills it, and keeps one that was there', () => {
    expect(extended('')).toBe('extend the picture')
    expect(extended('make it night')).toBe('make it night')
  })

  it('has none where it was made smaller', () => {
    const editor = headlessEditor()
    changeDraft(editor.settings, { text: { edit: '', generate: '' } })
    editor.view.setState({ crop: { left: 40, top: 0, right: 300, bottom: 280 } })
    applyCrop(editor)
    expect(editor.settings.getState().draft.text.edit).toBe('')
  })
})
