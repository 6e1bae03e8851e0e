// A person teaches Toyland something from a picture, in the page: what was learned is an add-on of the next edit, and can be saved.
import { expect, test } from 'playwright/test'
import { violationsOf } from './axe'
import { engineReady, openEditor, openExample } from './editorPage'
import { systemDialogs } from './systemDialogs'

test.beforeEach(({ context }) => systemDialogs.without.prepare(context))

test('what is learned from pictures is an add-on, with its loss on the way', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  const dialog = page.getByRole('dialog', { name: 'Teach from pictures' })
  expect(await violationsOf(page)).toEqual([])
  const learn = dialog.getByRole('button', { name: 'Learn', exact: true })
  await expect(learn).toBeDisabled()
  await dialog.locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await dialog.getByRole('textbox', { name: /^Its name/ }).fill('sks')
  await dialog.getByRole('textbox', { name: /^What kind of thing/ }).fill('cat')
  const steps = dialog.getByRole('textbox', { name: 'Steps' })
  await steps.fill('50')
  await steps.press('Tab')
  await learn.click()
  await expect(dialog.getByRole('status')).toContainText(/“sks”: step \d+ of 50/, { timeout: 120_000 })
  await expect(dialog.getByRole('img', { name: /^Loss: \d/ })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])

  await expect(page.getByText('“sks” was learned, and is an add-on of the next edit')).toBeVisible({
    timeout: 170_000,
  })
  await page.keyboard.press('Escape')
  const addOn = page.getByRole('region', { name: 'sks', exact: true })
  await expect(addOn).toContainText('LoRA')
  await expect(addOn).toContainText('Toyland')
  const saved = await systemDialogs.without.saved(page, () =>
    addOn.getByRole('button', { name: 'Save sks as a file' }).click(),
  )
  expect(saved.name).toBe('sks.safetensors')
  expect(saved.bytes.toString('latin1', 8, 80)).toContain('__metadata__')
})

test('a training is cancelled, and nothing comes of it', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  const dialog = page.getByRole('dialog', { name: 'Teach from pictures' })
  await dialog.locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await dialog.getByRole('textbox', { name: /^Its name/ }).fill('sks')
  await dialog.getByRole('button', { name: 'Learn', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(/step \d+ of 1000/, { timeout: 120_000 })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog.getByRole('button', { name: 'Learn', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'sks', exact: true })).toBeHidden()
})
