// Project files and PSDs, through the page: saved, opened in another browser, undone.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import { canvasHash, canvasOf, drag, historyOf, openEditor, openExample } from './editorPage'

// The dialogs of the system cannot be driven: without them files are downloaded and chosen in the older way.
test.beforeEach(({ context }) =>
  context.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
  }),
)

async function downloaded(page: Page, start: () => Promise<void>) {
  const download = page.waitForEvent('download')
  await start()
  return { name: (await download).suggestedFilename(), bytes: await readFile(await (await download).path()) }
}

async function chooseFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
}

test('a project brings back the layers and masks, and undo the document before it', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.4], [0.6, 0.6])
  const masked = await canvasHash(page)
  const project = await downloaded(page, () => page.keyboard.press('Control+Shift+s'))
  expect(project.name).toMatch(/\.palimpsest$/)

  await page.keyboard.press('Control+d')
  await expect.poll(() => canvasHash(page)).not.toBe(masked)
  const cleared = await canvasHash(page)
  await chooseFile(page, project.name, project.bytes)
  await expect.poll(() => canvasHash(page)).toBe(masked)
  expect((await historyOf(page)).current).toBe('Open')
  await page.keyboard.press('Control+z')
  await expect.poll(() => canvasHash(page)).toBe(cleared)
})

// Not done: the file dialog does not always open on the second page; why is not known yet.
test.fixme('a project is opened where nothing is open yet, and a damaged one is refused in one sentence', async ({
  page,
}) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const shown = await canvasHash(page)
  const { bytes } = await downloaded(page, () => page.keyboard.press('Control+Shift+s'))
  await chooseFile(page, 'broken.palimpsest', bytes.subarray(0, bytes.length - 40))
  const notices = page.getByRole('region', { name: 'Notifications' })
  await expect(notices.getByText('The file is not a project, or it is damaged.')).toBeVisible()
  expect(await canvasHash(page)).toBe(shown)

  const context = await page.context().browser()!.newContext({ serviceWorkers: 'block' })
  await context.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  const other = await context.newPage()
  await other.setViewportSize({ width: 1440, height: 900 })
  await openEditor(other)
  await expect(other.getByRole('button', { name: 'make the cat blue' })).toBeVisible()
  await chooseFile(other, 'any name.bin', bytes)
  await expect(canvasOf(other)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  await context.close()
})

test('the layers are exported as a PSD', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const psd = await downloaded(page, async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('PSD')
    await page.keyboard.press('Enter')
  })
  expect(psd.name).toMatch(/\.psd$/)
  expect(psd.bytes.subarray(0, 4).toString()).toBe('8BPS')
})
