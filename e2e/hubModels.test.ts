// Models of the Hub for a task of their own, in place of those that come with the program.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf } from './editorPage'
import { serveHub } from './serveHub'

test('a depth model of the Hub makes the hint of a photograph, and its size is said before', async ({
  page,
}) => {
  const hub = await serveHub(page, 'someone/depth-small', 'public/models/toyland/depth-estimator')
  const libraries: string[] = []
  page.on('request', (request) => {
    if (/transformers/.test(request.url())) libraries.push(request.url())
  })
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('a red house on a meadow')
  await page.getByRole('button', { name: 'Add a guide' }).click()
  const gallery = page.getByRole('dialog', { name: 'Add a guide' })
  await gallery.getByRole('button', { name: 'Add ControlNet', exact: true }).click()
  const card = page.getByRole('region', { name: 'ControlNet', exact: true })
  await card.getByRole('combobox', { name: 'Network' }).click()
  await page.getByRole('option', { name: /^Depth/ }).click()

  await card.getByRole('button', { name: /^More/ }).click()
  const seenBy = card.getByRole('combobox', { name: 'Depth seen by' })
  await expect(seenBy).toHaveText('Toyland’s')
  await card.getByRole('button', { name: 'Depth seen by: Open a network' }).click()
  await page.getByRole('textbox', { name: /Hub/ }).fill('someone/depth-small')
  await page.getByRole('textbox', { name: /Hub/ }).press('Enter')
  await page.keyboard.press('Escape')
  await seenBy.click()
  await expect(page.getByRole('option', { name: /someone\/depth-small/ })).toContainText('1 MB')
  await page.keyboard.press('Escape')
  expect(hub.wholeFiles()).toEqual([])
  expect(libraries).toEqual([])

  await card.getByRole('button', { name: 'Show it before the run' }).click()
  const shown = card.getByRole('list', { name: /ControlNet: / })
  await expect(shown.getByRole('listitem')).toHaveText(/^Hint/, { timeout: 120_000 })
  expect(libraries).not.toEqual([])
})
