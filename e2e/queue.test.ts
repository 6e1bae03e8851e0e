// The queue: edits are put in another order, held back, ended early, and are there again after a reload.
import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf, resultsOf, runButton, setSteps } from './editorPage'
import { endlessSteps } from './slowEdits'
import { systemDialogs } from './systemDialogs'

test('edits that wait are reordered, held back, ended early, and outlive the page', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const rows = page.getByRole('list', { name: 'Progress' }).getByRole('listitem')
  const results = resultsOf(page).getByRole('listitem')
  await setSteps(page, endlessSteps)
  for (const prompt of ['make the cat blue', 'make it snow', 'make it night']) {
    await promptOf(page).fill(prompt)
    await runButton(page).click()
  }
  const button = await runButton(page).boundingBox()
  await expect(rows).toHaveText(
    [/make the cat blue.*Step/, /make it snow.*Waiting/, /make it night.*Waiting/],
    {
      timeout: 60_000,
    },
  )

  await rows.nth(2).getByRole('button', { name: 'Earlier' }).click()
  await expect(rows).toHaveText([/make the cat blue/, /make it night/, /make it snow/])
  await expect(rows.nth(1).getByRole('button', { name: 'Earlier' })).toBeDisabled()
  await page.getByRole('button', { name: 'Pause after this one' }).click()
  await rows.first().getByRole('button', { name: 'Stop and keep what is there' }).click()
  await expect(results).toHaveCount(1, { timeout: 60_000 })
  await expect(page.getByText(/Stopped after step \d+ of 900\./)).toBeVisible()
  await expect(rows).toHaveText([/make it night.*On hold/, /make it snow.*On hold/])
  expect(await runButton(page).boundingBox()).toEqual(button)

  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(rows).toHaveText([/make it night.*On hold/, /make it snow.*On hold/])
  await engineReady(page)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(rows.first()).toContainText(/Step \d+ of 900/, { timeout: 60_000 })

  // A tab that ends in the middle of an edit has not lost it.
  await page.reload()
  await expect(rows).toHaveText([/make it night.*On hold/, /make it snow.*On hold/])
  await page.getByRole('button', { name: 'Cancel all' }).click()
  await expect(rows).toHaveCount(0)
  await expect(results).toHaveCount(1)
})

test('one edit is made of many pictures, and what cannot be edited is named', async ({ page, context }) => {
  await systemDialogs.without.prepare(context)
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make it night')
  await engineReady(page)
  await setSteps(page, 2)
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'This edit on many pictures' }).click()
  const dialog = page.getByRole('dialog', { name: 'This edit on many pictures' })
  await expect(dialog.getByText('“make it night”')).toBeVisible()
  const run = dialog.getByRole('button', { name: 'Run, results as a zip file' })
  await expect(run).toBeDisabled()
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose pictures' }).click()
  const cat = await readFile('public/pictures/cat-meadow.png')
  await (
    await chooser
  ).setFiles([
    { name: 'cat.png', mimeType: 'image/png', buffer: cat },
    { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    { name: 'Cat.png', mimeType: 'image/png', buffer: cat },
  ])
  await expect(dialog.getByText('3 chosen, “cat.png” first.')).toBeVisible()
  const zip = await systemDialogs.without.saved(page, () => run.click())
  expect(zip.name).toBe('edited.zip')
  const files = unzipSync(zip.bytes)
  expect(Object.keys(files)).toEqual(['cat.png', 'Cat (2).png', 'not edited.txt'])
  const said = (name: string) => Buffer.from(files[name] ?? []).toString('latin1')
  for (const name of ['cat.png', 'Cat (2).png']) expect(said(name)).toContain('make it night')
  expect(said('not edited.txt')).toContain('broken.png')
  await expect(page.getByText('2 of 3 pictures were edited and saved.')).toBeVisible()
  await expect(page.getByText(/“broken.png”: .+/)).toBeVisible()
  // The document is as it was.
  await expect(resultsOf(page)).toBeHidden()
})

test('two settings are compared in a grid, as results and as one labelled picture', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make it night')
  await engineReady(page)
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Compare settings in a grid' }).click()
  const dialog = page.getByRole('dialog', { name: 'Grid of results' })
  const run = dialog.getByRole('button', { name: 'Make the grid' })
  await dialog.getByRole('textbox', { name: 'Columns: values' }).fill('1, 2, many')
  await expect(dialog.getByText('“many” is not a value of this setting.')).toBeVisible()
  await expect(run).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Columns: values' }).fill('1..3')
  await dialog.getByRole('combobox', { name: 'Rows' }).click()
  await page.getByRole('option', { name: 'Seed' }).click()
  await dialog.getByRole('textbox', { name: 'Rows: values' }).fill('5, 6')
  await expect(dialog.getByText('3 by 2: 6 results.')).toBeVisible()
  await run.click()
  await expect(page.getByText('Grid: Steps × Seed').first()).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('region', { name: 'Result from the gallery' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Gallery' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('list', { name: 'Results, newest first' }).getByRole('listitem')).toHaveCount(7)
})
