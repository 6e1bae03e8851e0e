// The question before a tab is left: asked where that would lose work, and only there.
import { expect, test, type Dialog, type Page } from 'playwright/test'
import { canvasHash, canvasOf, drag, drawnHash, openEditor, openExample } from './editorPage'

const statusOf = (page: Page) => page.getByRole('contentinfo', { name: 'Status' })
const saved = (page: Page) =>
  expect(statusOf(page).getByRole('button', { name: 'Saved', exact: true })).toBeVisible()

/** Reloads the page, which the browser does only once its question, if any, is answered with yes. */
async function leave(page: Page): Promise<readonly string[]> {
  const questions: string[] = []
  const answer = (dialog: Dialog) => {
    questions.push(dialog.type())
    void dialog.accept()
  }
  page.on('dialog', answer)
  await page.reload()
  page.off('dialog', answer)
  return questions
}

/** Leaves without a question, and finds the work as it was. */
async function leaveAndComeBack(page: Page): Promise<void> {
  const drawn = await drawnHash(page)
  expect(await leave(page)).toEqual([])
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  await expect.poll(() => canvasHash(page)).toBe(drawn)
}

/** Begins to close the tab, and answers the question with no. */
async function closeAndThinkAgain(page: Page): Promise<string> {
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  await dialog.dismiss()
  return dialog.type()
}

test('where the browser stores nothing, leaving asks once there is work, and staying keeps it', async ({
  page,
}) => {
  // As where the person blocked the data of all sites: even to ask for a storage throws.
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The user denied permission.', 'SecurityError')
    }
    IDBFactory.prototype.open = refuse
    StorageManager.prototype.getDirectory = refuse
    Object.defineProperty(window, 'localStorage', { get: refuse })
  })
  await openEditor(page, { engine: 'asleep' })
  const said = page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: 'store anything' })
  await expect(said).toContainText('save the project as a file before you close the tab')
  // Nothing is open yet: there is nothing to ask about, even after the person did something.
  await page.keyboard.press('b')
  expect(await leave(page)).toEqual([])

  await openExample(page, 'make the cat blue')
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.3], [0.4, 0.7])
  const shown = await drawnHash(page)
  expect(await closeAndThinkAgain(page)).toBe('beforeunload')
  expect(await canvasHash(page)).toBe(shown)

  expect(await leave(page)).toEqual(['beforeunload'])
  await expect(page.getByRole('button', { name: 'make the cat blue' })).toBeVisible()
})

test('a storage that fills up while one works: asked only while something is not saved', async ({ page }) => {
  await page.addInitScript(() => {
    const createWritable = FileSystemFileHandle.prototype.createWritable
    FileSystemFileHandle.prototype.createWritable = function (...args) {
      return Reflect.get(window, 'storageIsFull')
        ? Promise.reject(new DOMException('Full.', 'QuotaExceededError'))
        : createWritable.apply(this, args)
    }
  })
  const fill = (full: boolean) => page.evaluate((full) => Reflect.set(window, 'storageIsFull', full), full)
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.3], [0.4, 0.7])
  await saved(page)
  await leaveAndComeBack(page)

  await fill(true)
  await page.keyboard.press('b')
  await drag(page, [0.6, 0.3], [0.6, 0.7])
  const said = page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: 'storage is full' })
  await expect(said).toContainText('save the project as a file, or free some space')
  await expect(statusOf(page).getByRole('button', { name: 'Not saved' })).toBeVisible()
  const second = await drawnHash(page)
  expect(await closeAndThinkAgain(page)).toBe('beforeunload')
  expect(await canvasHash(page)).toBe(second)

  // There is room again: the next change saves all that was not.
  await fill(false)
  await drag(page, [0.5, 0.3], [0.5, 0.4])
  await saved(page)
  await leaveAndComeBack(page)
})

test('a storage that is full when the page is opened, and has room later: saved from then on', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = function (...args) {
      if (sessionStorage.getItem('thereIsRoom')) return Reflect.apply(open, this, args)
      throw new DOMException('Full.', 'QuotaExceededError')
    }
  })
  await openEditor(page, { engine: 'asleep' })
  const said = page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: 'storage is full' })
  await expect(said).toContainText('save the project as a file, or free some space')
  await openExample(page, 'make the cat blue')
  await expect(statusOf(page).getByRole('button', { name: 'Not saved automatically' })).toBeVisible()

  await page.evaluate(() => sessionStorage.setItem('thereIsRoom', 'yes'))
  await page.keyboard.press('b')
  // Changes try again, though not each of them.
  let at = 0.3
  await expect(async () => {
    // Elsewhere each time: what is painted over changes nothing.
    at = at < 0.7 ? at + 0.02 : 0.3
    await drag(page, [at, 0.3], [at, 0.7])
    await expect(statusOf(page).getByRole('button', { name: 'Saved', exact: true })).toBeVisible({
      timeout: 1000,
    })
  }).toPass()
  await leaveAndComeBack(page)
})
