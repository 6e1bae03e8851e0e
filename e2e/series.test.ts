// Series of edits: they outlive the tab, go on after a picture that fails, and are held back where a folder is gone.
import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { expect, test, type BrowserContext, type Page } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf, resultsOf, runButton, setSteps } from './editorPage'
import { killTab } from './killTab'
import { prepareSlowEdits, slowEditsAfter } from './slowEdits'
import { systemDialogs } from './systemDialogs'

/** Folders of the page's private file system in place of those that a person chooses, by what they are chosen for. */
const folders = (context: BrowserContext) =>
  context.addInitScript(() => {
    Reflect.set(window, 'showDirectoryPicker', async ({ id }: { readonly id: string }) =>
      (await navigator.storage.getDirectory()).getDirectoryHandle(id, { create: true }),
    )
  })

const fill = (page: Page, folder: string, files: Readonly<Record<string, string>>) =>
  page.evaluate(
    async ({ folder, files }) => {
      const handle = await (
        await navigator.storage.getDirectory()
      ).getDirectoryHandle(folder, { create: true })
      for (const [name, base64] of Object.entries(files)) {
        const stream = await (await handle.getFileHandle(name, { create: true })).createWritable()
        await stream.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
        await stream.close()
      }
    },
    { folder, files },
  )

const removeFolder = (page: Page, folder: string) =>
  page.evaluate(
    async (folder) => (await navigator.storage.getDirectory()).removeEntry(folder, { recursive: true }),
    folder,
  )

/** The files of a folder by name, as Latin-1. */
const contentsOf = (page: Page, folder: string): Promise<Record<string, string>> =>
  page.evaluate(async (folder) => {
    const handle = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true })
    const found: Record<string, string> = {}
    for await (const entry of handle.values())
      if (entry instanceof FileSystemFileHandle) {
        const bytes = new Uint8Array(await (await entry.getFile()).arrayBuffer())
        found[entry.name] = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
      }
    return found
  }, folder)

const seriesOf = (page: Page) => page.getByRole('group', { name: 'One edit on many pictures' })
const cat = await readFile('public/pictures/cat-meadow.png')
const picture = cat.toString('base64')
const broken = Buffer.from('no picture').toString('base64')
/** Six of them, the second broken: however fast the machine is, some are left when the first are done. */
const six = {
  'a.png': picture,
  'b.png': broken,
  'c.png': picture,
  'd.png': picture,
  'e.png': picture,
  'f.png': picture,
}

async function openBatch(page: Page, steps: number) {
  await prepareSlowEdits(page)
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make it night')
  await engineReady(page)
  await setSteps(page, steps)
  return batchDialog(page)
}

async function batchDialog(page: Page) {
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'This edit on many pictures' }).click()
  return page.getByRole('dialog', { name: 'This edit on many pictures' })
}

/** Until two of the six are edited and saved; the third is not done before the test acts. */
async function underWay(page: Page): Promise<void> {
  await expect(seriesOf(page)).toContainText(/[23] of 6 pictures/, { timeout: 60_000 })
  await expectSaved(page)
}

/** A tab that is ended may lose its last second. */
async function expectSaved(page: Page): Promise<void> {
  await page.waitForTimeout(1000)
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeVisible()
}

test('an edit of a folder outlives the tab, writes over nothing, and names the picture that fails', async ({
  page,
  context,
}) => {
  await folders(context)
  await openEditor(page)
  await fill(page, 'pictures', six)
  await fill(page, 'results', { 'a.png': Buffer.from('mine').toString('base64') })
  const dialog = await openBatch(page, 20)
  await dialog.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(dialog.getByText('6 chosen, “a.png” first.')).toBeVisible()
  await slowEditsAfter(page, 2)
  await dialog.getByRole('button', { name: 'Run, results into a folder' }).click()
  await underWay(page)

  await page.reload()
  await expect(seriesOf(page)).toContainText(/On hold · [1-5] of 6 pictures/)
  await engineReady(page)
  await slowEditsAfter(page, 0, 200)
  await seriesOf(page).getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('button', { name: 'Pause after this one' }).click()
  await expect(page.getByText('On hold', { exact: true })).toBeVisible({ timeout: 60_000 })

  // The folder is gone for a while: all of it waits, and nothing is counted as failed.
  await removeFolder(page, 'pictures')
  await page.reload()
  await engineReady(page)
  await seriesOf(page).getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('The folder "pictures" can no longer be read.').first()).toBeVisible()
  await expect(seriesOf(page)).toContainText(/On hold · [1-5] of 6 pictures · 1 failed/)
  await fill(page, 'pictures', six)
  await seriesOf(page).getByRole('button', { name: 'Go on' }).click()

  await expect(page.getByText('5 of 6 pictures were edited and saved.')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/“b.png”: .+/)).toBeVisible()
  await expect(seriesOf(page)).toBeHidden()
  const results = await contentsOf(page, 'results')
  expect(Object.keys(results).toSorted()).toEqual([
    'a (2).png',
    'a.png',
    'c.png',
    'd.png',
    'e.png',
    'f.png',
    'not edited.txt',
  ])
  expect(results['a.png']).toBe('mine')
  expect(results['not edited.txt']).toContain('b.png')
  for (const name of ['a (2).png', 'c.png', 'd.png', 'e.png', 'f.png'])
    expect(results[name]).toContain('make it night')
})

test('pictures that were chosen one by one outlive the tab too, and their results come as a zip file', async ({
  page,
  context,
}) => {
  await systemDialogs.without.prepare(context)
  const dialog = await openBatch(page, 20)
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose pictures' }).click()
  const files = Object.keys(six).map((name) => ({ name, mimeType: 'image/png', buffer: cat }))
  await (await chooser).setFiles(files)
  await slowEditsAfter(page, 2)
  await dialog.getByRole('button', { name: 'Run, results as a zip file' }).click()
  await underWay(page)
  await page.keyboard.press('Control+.')
  await expect(seriesOf(page)).toBeHidden({ timeout: 60_000 })
  await expect(page.getByText(/[1-5] of 6 pictures were edited and saved\./)).toBeVisible()

  const again = await batchDialog(page)
  const second = page.waitForEvent('filechooser')
  await again.getByRole('button', { name: 'Choose pictures' }).click()
  await (await second).setFiles(files)
  await slowEditsAfter(page, 2)
  await again.getByRole('button', { name: 'Run, results as a zip file' }).click()
  // What is open has nothing to do with it.
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close picture' }).click()
  await underWay(page)
  await killTab(page)

  const later = await context.newPage()
  await openEditor(later, { checkpoint: 'instruct' })
  await expect(seriesOf(later)).toContainText(/On hold · [1-5] of 6 pictures/)
  await engineReady(later)
  const zip = await systemDialogs.without.saved(later, () =>
    seriesOf(later).getByRole('button', { name: 'Go on' }).click(),
  )
  expect(Object.keys(unzipSync(zip.bytes))).toEqual(Object.keys(six))
  // Nothing of it is left in the browser's storage.
  const left = () =>
    later.evaluate(async () => {
      const all = await (
        await navigator.storage.getDirectory()
      ).getDirectoryHandle('series', { create: true })
      const names: string[] = []
      for await (const name of all.keys()) names.push(name)
      return names
    })
  await expect.poll(left).toEqual([])
})

test('a grid outlives the tab, with the fields that are made, and others run between its edits', async ({
  page,
}) => {
  await prepareSlowEdits(page)
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make it night')
  await engineReady(page)
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Compare settings in a grid' }).click()
  const dialog = page.getByRole('dialog', { name: 'Grid of results' })
  await dialog.getByRole('textbox', { name: 'Columns: values' }).fill('60, 61')
  await dialog.getByRole('combobox', { name: 'Rows' }).click()
  await page.getByRole('option', { name: 'Seed' }).click()
  await dialog.getByRole('textbox', { name: 'Rows: values' }).fill('5, 6')
  await slowEditsAfter(page, 2)
  await dialog.getByRole('button', { name: 'Make the grid' }).click()
  const grid = page.getByRole('group', { name: 'Grid' })
  await expect(grid).toContainText(/[23] of 4/, { timeout: 60_000 })
  // The field that is at work is named by its values.
  await expect(page.getByRole('list', { name: 'Progress' })).toContainText(/6[01], [56]/)
  await expectSaved(page)
  await page.reload()
  await expect(grid).toContainText(/On hold · [1-3] of 4/)
  await engineReady(page)

  // An edit of one's own does not have to wait for it.
  await setSteps(page, 2)
  await promptOf(page).fill('make it snow')
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 60_000 })
  await grid.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Grid: Steps × Seed').first()).toBeVisible({ timeout: 120_000 })
  await expect(grid).toBeHidden()
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await expect(page.getByRole('list', { name: 'Results, newest first' }).getByRole('listitem')).toHaveCount(6)
})
