// Models of the Hub where something goes wrong: gated ones, broken downloads, wrong bytes, no network, and deleting what is used.
import { join } from 'node:path'
import { expect, test, type Page } from 'playwright/test'
import { engineReady, fixtures, openEditor, openExample, resultsOf, runButton, setSteps } from './editorPage'
import { serveHub } from './serveHub'

const instruct = join(fixtures, 'instruct')
const unet = 'unet/diffusion_pytorch_model.safetensors'
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Open a checkpoint' })

async function openDialog(page: Page): Promise<void> {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
}

async function lookUp(page: Page, typed: string): Promise<void> {
  const dialog = dialogOf(page)
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialog.getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill(typed)
  await dialog.getByRole('button', { name: 'Look it up' }).click()
}

test('a gated model says that it wants a token, and opens with one', async ({ page }, { outputDir }) => {
  const readme = '---\nlicense: creativeml-openrail-m\n---\n# Gated'
  await serveHub(page, 'someone/gated', instruct, { token: 'hf_secret', readme })
  await openDialog(page)
  await lookUp(page, 'hf download someone/gated')
  const alert = dialogOf(page).getByRole('alert')
  await expect(alert).toContainText('The server answered 401')
  await expect(alert).toContainText('give the token of an account that has')
  await page.screenshot({ path: `${outputDir}/gated.png` })
  // What does not open is no choice.
  await expect(page.getByRole('combobox', { name: 'Checkpoint', includeHidden: true })).toContainText(
    'toyland/instruct',
  )
  await dialogOf(page).getByRole('button', { name: /token/i }).click()
  await dialogOf(page).getByLabel(/token/i).last().fill('hf_secret')
  await lookUp(page, 'https://huggingface.co/someone/gated/tree/main')
  await expect(dialogOf(page)).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('someone/gated')

  // What is known of it, and what uses it.
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  const model = dialogOf(page).getByRole('list', { name: 'From the Hub' }).getByRole('listitem')
  await expect(model).toContainText('someone/gated')
  await expect(model).toContainText(/follows instructions, \d+ kB/)
  await expect(model).toContainText('Licence: creativeml-openrail-m')
  await expect(model).toContainText('Used by: edits')
  await expect(model).toContainText(/An edit of \d+ × \d+ takes about \d+ MB of memory/)
  await model.scrollIntoViewIfNeeded()
  await page.screenshot({ path: `${outputDir}/model.png` })
  await dialogOf(page).getByRole('button', { name: 'Known good models' }).click()
  await dialogOf(page).getByText('TencentARC/t2i-adapter-openpose-sdxl-1.0').scrollIntoViewIfNeeded()
  await page.screenshot({ path: `${outputDir}/shelf.png` })
})

test('a download that breaks off, comes wrongly or is paused goes on, also after a reload', async ({ page }, {
  outputDir,
}) => {
  const hub = await serveHub(page, 'someone/tiny-instruct', instruct)
  await openDialog(page)
  await lookUp(page, 'from_pretrained("someone/tiny-instruct")')
  await expect(dialogOf(page)).toBeHidden()
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  const dialog = dialogOf(page)

  // Wrong bytes: they are not kept, and the next time they come rightly.
  hub.damage(unet)
  await dialog.getByRole('button', { name: /^Keep on this machine/ }).click()
  await expect(page.getByText(/arrived otherwise than it lies on the Hub/).first()).toBeVisible({
    timeout: 100_000,
  })
  await page.screenshot({ path: `${outputDir}/wrong.png` })
  hub.damage(unet, false)

  // Held in the middle, paused, and the page loaded again.
  hub.holdRangesOf(20_000)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect.poll(() => hub.held()).toBeGreaterThan(0)
  await dialog.getByRole('button', { name: 'Pause' }).click()
  await page.reload()
  await engineReady(page)
  hub.holdRangesOf(Infinity)
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await expect(dialog.getByText(/\d+ (?:kB|bytes) of \d+ kB/)).toBeVisible()
  await page.screenshot({ path: `${outputDir}/paused.png` })
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByText('Kept on this machine; works offline.')).toBeVisible()

  // Without a network from here on; deleted while an edit runs, which ends all the same.
  await page.unroute('https://huggingface.co/**')
  await page.route('https://huggingface.co/**', (route) => route.abort())
  await page.reload()
  await engineReady(page)
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('someone/tiny-instruct')
  await setSteps(page, 30)
  await runButton(page).click()
  await expect(page.getByRole('list', { name: 'Progress' })).toContainText(/step/i, { timeout: 120_000 })
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialog.getByRole('button', { name: 'Delete someone/tiny-instruct from this machine' }).click()
  await page.keyboard.press('Escape')
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

test('a disk that fills up while a model is kept is said, with what is lacking, and it goes on once there is room', async ({
  page,
}, { outputDir }) => {
  await serveHub(page, 'someone/tiny-instruct', instruct)
  await openDialog(page)
  await lookUp(page, 'someone/tiny-instruct')
  await expect(dialogOf(page)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeVisible()
  // Chromium's own limit, not one of ours: room for a part of the largest file.
  const storage = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  const limit = (quotaSize?: number) =>
    storage.send('Storage.overrideQuotaForOrigin', {
      origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    })
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  await limit(usage + 150_000)

  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: /^Keep on this machine/ }).click()
  const said = page.getByText(/storage is full: \d+ kB of "someone\/tiny-instruct" are still to come/)
  await expect(said.first()).toBeVisible({ timeout: 100_000 })
  await page.screenshot({ path: `${outputDir}/full.png` })
  await expect(page.getByText(/checksum/)).toHaveCount(0)
  const part = dialog.getByText(/^\d+ kB of \d+ kB$/)
  await expect(part).toBeVisible()
  expect(Number.parseInt(await part.innerText(), 10)).toBeGreaterThan(0)

  await limit()
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByText('Kept on this machine; works offline.')).toBeVisible()
})
