// Project files, PSDs and exports, through the page: saved, opened in another browser, undone. Where the page has file system
// access, and where it has not.
import { expect, test } from 'playwright/test'
import { canvasHash, canvasOf, drag, engineReady, historyOf, openEditor, openExample } from './editorPage'
import { addGuide, cardOf } from './guidePanel'
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

    test('the edits of the model are kept with the document: saved, reloaded, opened, undone', async ({
      page,
    }) => {
      await openEditor(page, { checkpoint: 'sd1' })
      await openExample(page, 'make the cat blue')
      await engineReady(page)
      await addGuide(page, 'Model editing')
      const card = cardOf(page, 'Model editing')
      const to = card.getByRole('textbox', { name: 'To' })
      await card.getByRole('textbox', { name: 'From' }).fill('a ball')
      await to.fill('a green ball')
      await card.getByRole('switch', { name: 'Model editing on' }).click()
      const project = await dialogs.saved(page, () => page.keyboard.press('Control+Shift+s'))

      await card.getByRole('switch', { name: 'Model editing on' }).click()
      await to.fill('a blue ball')
      await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Saved' })).toBeVisible()
      await page.reload()
      await engineReady(page)
      await expect(to).toHaveValue('a blue ball')

      // Opened, the project brings its own, switched off as it was; undone, those of before are back.
      await dialogs.open(page, project.name, project.bytes)
      await expect(card.getByRole('switch', { name: 'Model editing on' })).not.toBeChecked()
      // First the document, then what came with it.
      await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
      await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
      await expect(to).toHaveValue('a blue ball')
      await dialogs.open(page, project.name, project.bytes)
      await expect(to).toBeHidden()
      await card.getByRole('switch', { name: 'Model editing on' }).click()
      await expect(to).toHaveValue('a green ball')

      await card.getByRole('button', { name: 'Remove Model editing' }).click()
      await expect(card).toBeHidden()
      await page.keyboard.press('Control+z')
      await expect(to).toHaveValue('a green ball')
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
