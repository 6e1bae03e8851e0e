// Tabs of the page beside each other: what is each tab's own, and what they share.
import { join } from 'node:path'
import { expect, test, type Page } from 'playwright/test'
import { engineReady, fixtures, openEditor, openExample, promptOf } from './editorPage'
import { serveHub } from './serveHub'

const instruct = join(fixtures, 'instruct')
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Open a checkpoint' })
const kept = (page: Page) => dialogOf(page).getByText('Kept on this machine; works offline.')
const settingsOf = (page: Page) =>
  page.evaluate(
    () => JSON.parse(localStorage.getItem('palimpsest.settings.1') ?? '{}') as Record<string, unknown>,
  )

async function lookUp(page: Page, typed: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialogOf(page).getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill(typed)
  await dialogOf(page).getByRole('button', { name: 'Look it up' }).click()
  await expect(dialogOf(page)).toBeHidden()
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
}

test('what one tab sets the others have, drafts are each tab’s own, and one downloads a model at a time', async ({
  page,
  context,
}, { outputDir }) => {
  test.slow()
  const beside = await context.newPage()
  const hub = await serveHub(page, 'someone/tiny-instruct', instruct)
  await serveHub(beside, 'someone/tiny-instruct', instruct)
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await openEditor(beside)
  await openExample(beside, 'make it night')
  await engineReady(page)
  await engineReady(beside)

  // A token that one tab is given is not taken away by what the other one stores.
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialogOf(page).getByRole('button', { name: /token/i }).click()
  await dialogOf(page).getByLabel(/token/i).last().fill('hf_of_the_first')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await promptOf(beside).fill('of the second')
  await promptOf(page).fill('of the first')
  await promptOf(beside).fill('of the second, again')
  expect(await settingsOf(page)).toMatchObject({ hubToken: 'hf_of_the_first' })
  await page.reload()
  await expect(promptOf(page)).toHaveValue('of the first')
  await expect(promptOf(beside)).toHaveValue('of the second, again')
  await engineReady(page)

  // The same model in both: the second one says so, and neither spoils the other's file.
  await lookUp(page, 'someone/tiny-instruct')
  await lookUp(beside, 'someone/tiny-instruct')
  hub.holdRangesOf(20_000)
  await dialogOf(page)
    .getByRole('button', { name: /^Keep on this machine/ })
    .click()
  await expect.poll(() => hub.held(), { timeout: 100_000 }).toBeGreaterThan(0)
  await dialogOf(beside)
    .getByRole('button', { name: /^Keep on this machine/ })
    .click()
  const said = beside.getByText('"someone/tiny-instruct" is being downloaded in another tab.')
  await expect(said.first()).toBeVisible({ timeout: 100_000 })
  await beside.screenshot({ path: `${outputDir}/elsewhere.png` })
  await dialogOf(page).getByRole('button', { name: 'Pause' }).click()
  await expect(dialogOf(page).getByRole('button', { name: 'Go on' })).toBeVisible()
  await dialogOf(beside)
    .getByRole('button', { name: /^(?:Keep on this machine|Go on)/ })
    .click()
  await expect(kept(beside)).toBeVisible({ timeout: 100_000 })
})
