// Hands and habits: what keyboards of other countries and input methods really send.
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  canvasOf,
  canvasPoint,
  drawnHash,
  engineReady,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  setSteps,
} from './editorPage'

const layers = (page: Page) => page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')
const zoom = (page: Page) =>
  page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ }).textContent()

interface Pressed {
  readonly key: string
  readonly code: string
  readonly ctrlKey?: true
  readonly isComposing?: true
  readonly keyCode?: number
}
/** A key on what has the focus, as its layout sends it; whether the browser is left to do its own. */
const press = (page: Page, event: Pressed) =>
  page.evaluate(
    (given) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...given }),
      ),
    event,
  )

test('keyboards of other countries mean what is written on their keys', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const prompt = promptOf(page)

  // Russian and Korean, in the prompt: the text's own undo and copy, and the picture stays.
  await prompt.click()
  await page.keyboard.type('a cat')
  expect(await press(page, { key: 'я', code: 'KeyZ', ctrlKey: true })).toBe(true)
  expect(await press(page, { key: 'ㅊ', code: 'KeyC', ctrlKey: true })).toBe(true)
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)

  // On the canvas they are ours. German "+" lies where others have "]": it zooms, and the brush stays as it is.
  await canvasOf(page).focus()
  expect(await press(page, { key: 'и', code: 'KeyB' })).toBe(false)
  const size = page.getByRole('slider', { name: 'Brush size' }).or(page.getByRole('slider', { name: 'Size' }))
  const [sizeBefore, zoomBefore] = [await size.first().inputValue(), await zoom(page)]
  expect(await press(page, { key: '+', code: 'BracketRight' })).toBe(false)
  await expect.poll(() => zoom(page)).not.toBe(zoomBefore)
  expect(await size.first().inputValue()).toBe(sizeBefore)

  // Text that is selected is what is copied.
  const selected = await page.evaluate(() => {
    // Some texts cannot be selected, or are not seen.
    for (const each of document.querySelectorAll('span, p, label')) {
      getSelection()?.selectAllChildren(each)
      if (getSelection()?.toString().trim()) return getSelection()?.toString()
    }
    return undefined
  })
  expect(selected).toBeTruthy()
  expect(await press(page, { key: 'c', code: 'KeyC', ctrlKey: true })).toBe(true)
  // A press on the canvas ends that: from then on the picture is what is copied.
  const place = await canvasPoint(page, 0.5, 0.5)
  await page.mouse.click(place.x, place.y, { button: 'middle' })
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('')
  expect(await press(page, { key: 'c', code: 'KeyC', ctrlKey: true })).toBe(false)

  // Two fingers sideways move the view, and do not zoom.
  const before = [await drawnHash(page), await zoom(page)]
  const middle = await canvasPoint(page, 0.5, 0.5)
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.wheel(60, 4)
  await expect.poll(() => canvasHash(page)).not.toBe(before[0])
  expect(await zoom(page)).toBe(before[1])
})

test('an edit that is asked for in the middle of a syllable runs once, with all of the text', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await openExample(page, 'make the cat blue')
  await setSteps(page, 1)
  const prompt = promptOf(page)
  await prompt.fill('')
  await prompt.click()
  const client = await page.context().newCDPSession(page)
  await client.send('Input.insertText', { text: '파란 고양' })
  await client.send('Input.imeSetComposition', { text: '이', selectionStart: 1, selectionEnd: 1 })
  await press(page, { key: 'Process', code: 'Enter', ctrlKey: true, isComposing: true })
  // Some systems commit the syllable and send the key again.
  await client.send('Input.insertText', { text: '이' }).catch(() => {})
  await press(page, { key: 'Enter', code: 'Enter', ctrlKey: true })
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(prompt).toHaveValue(/^파란 고양이/)
  await page.getByRole('tab', { name: 'Gallery' }).click()
  const results = page.getByRole('list', { name: /results/i }).getByRole('listitem')
  await expect(results).toHaveCount(1)
  await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', code: 'Enter' })))

  // Others send nothing more, and leave the syllable open.
  await prompt.fill('')
  await prompt.click()
  await client.send('Input.imeSetComposition', { text: '밤', selectionStart: 1, selectionEnd: 1 })
  await press(page, { key: 'Process', code: 'Enter', ctrlKey: true, isComposing: true })
  await expect(results).toHaveCount(2, { timeout: 120_000 })
  await expect(prompt).toHaveValue('밤')
})

test('an input method has its keys for itself, whatever lies below', async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const composing = { isComposing: true } as const
  // Names of layers: Enter ends the word, and the next one the name.
  await layers(page).first().locator('button[aria-pressed]').first().press('F2')
  const name = layers(page).getByRole('textbox')
  await name.fill('고양이')
  expect(await press(page, { key: 'Enter', code: 'Enter', ...composing })).toBe(true)
  expect(await press(page, { key: 'Escape', code: 'Escape', ...composing })).toBe(true)
  // Safari's, which has ended the composition before.
  await press(page, { key: 'Enter', code: 'Enter', keyCode: 229 })
  await expect(name).toBeFocused()
  await name.press('Enter')
  await expect(name).toBeHidden()
  await expect(layers(page).first()).toContainText('고양이')

  // The palette: arrows choose among the input method's characters.
  await page.keyboard.press('Control+k')
  const search = page.getByRole('combobox', { name: 'Find a command' })
  await search.fill('zoom')
  const chosen = await search.getAttribute('aria-activedescendant')
  expect(await press(page, { key: 'ArrowDown', code: 'ArrowDown', ...composing })).toBe(true)
  expect(await press(page, { key: 'Enter', code: 'Enter', ...composing })).toBe(true)
  await expect(search).toHaveAttribute('aria-activedescendant', chosen ?? '')
  await search.press('Enter')
  await expect(search).toBeHidden()
})
