// Project files, PSDs and exports, through the page: saved, opened in another browser, undone. Where the page has file system
// access, and where it has not.
import { expect, test } from 'playwright/test'
import { canvasHash, canvasOf, drag, historyOf, openEditor, openExample } from './editorPage'
import { systemDialogs } from './systemDialogs'

for (const access of ['with', 'without'] as const) {
  const dialogs = systemDialogs[access]
  test.describe(`${access} file system access`, () => {
    test.beforeEach(({ context }) => dialogs.prepare(context))

    test('a project brings back the layers and masks, and undo the document before it', async ({ page }) => {
      await openEditor(page, { engine: 'asleep' })
      await openExample(page, 'make the cat blue')
      await page.keyboard.press('b')
      await drag(page, [0.4, 0.4], [0.6, 0.6])
      const masked = await canvasHash(page)
      const project = await dialogs.saved(page, () => page.keyboard.press('Control+Shift+s'))
      expect(project.name).toMatch(/\.palimpsest$/)

      await page.keyboard.press('Control+d')
      await expect.poll(() => canvasHash(page)).not.toBe(masked)
      const cleared = await canvasHash(page)
      await dialogs.open(page, project.name, project.bytes)
      await expect.poll(() => canvasHash(page)).toBe(masked)
      expect((await historyOf(page)).current).toBe('Open')
      await page.keyboard.press('Control+z')
      await expect.poll(() => canvasHash(page)).toBe(cleared)
    })

    test('a project is opened where nothing is open yet, and a damaged one is refused in one sentence', async ({
      page,
      browser,
    }) => {
      await openEditor(page, { engine: 'asleep' })
      await openExample(page, 'make the cat blue')
      const shown = await canvasHash(page)
      const { bytes } = await dialogs.saved(page, () => page.keyboard.press('Control+Shift+s'))
      await dialogs.open(page, 'broken.palimpsest', bytes.subarray(0, bytes.length - 40))
      const notices = page.getByRole('region', { name: 'Notifications' })
      await expect(notices.getByText('The file is not a project, or it is damaged.')).toBeVisible()
      expect(await canvasHash(page)).toBe(shown)

      const elsewhere = await browser.newContext()
      await dialogs.prepare(elsewhere)
      const other = await elsewhere.newPage()
      await openEditor(other, { engine: 'asleep' })
      await expect(other.getByRole('button', { name: 'make the cat blue' })).toBeVisible()
      await dialogs.open(other, 'any name.bin', bytes)
      await expect(canvasOf(other)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
      await expect.poll(() => canvasHash(other)).toBe(shown)
      await elsewhere.close()
    })

    test('the layers are exported as a PSD, and the picture as a PNG that opens again', async ({ page }) => {
      await openEditor(page, { engine: 'asleep' })
      await openExample(page, 'make the cat blue')
      const shown = await canvasHash(page)
      const psd = await dialogs.saved(page, async () => {
        await page.keyboard.press('Control+k')
        await page.keyboard.type('PSD')
        await page.keyboard.press('Enter')
      })
      expect(psd.name).toMatch(/\.psd$/)
      expect(psd.bytes.subarray(0, 4).toString()).toBe('8BPS')

      const png = await dialogs.saved(page, async () => {
        await page.keyboard.press('Control+s')
        await page.getByRole('button', { name: 'Save' }).click()
      })
      expect(png.name).toBe('cat-meadow.png')
      await page.keyboard.press('Control+a')
      await expect.poll(() => canvasHash(page)).not.toBe(shown)
      await dialogs.open(page, png.name, png.bytes)
      await expect.poll(() => canvasHash(page)).toBe(shown)
    })
  })
}
