// The page's own ways in and out, module by module: the clipboard, and files where there is no file system access.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { expect, test } from 'playwright/test'
import { decodePicture } from '../tools/recipe/picture'
import { openHarness, type Harness } from '../tools/harness/openHarness'

let harness: Harness

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  harness = await openHarness('tools/harness/filesWorker.ts', { webGpu: false })
})
test.afterAll(() => harness.close())

const picture = {
  width: 20,
  height: 16,
  data: Array.from({ length: 20 * 16 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 5) % 256)),
}
// The modules as the development server serves them; the dialogs of the system cannot be driven.
async function openPage(): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await harness.browser.newContext()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
  })
  const page = await context.newPage()
  await page.goto(harness.page.url())
  await page.bringToFront()
  return { page, close: () => context.close() }
}

test('a picture is copied and read from the clipboard', async () => {
  const { page, close } = await openPage()
  const pasted = await page.evaluate(async ({ width, height, data }) => {
    const clipboard = '/src/files/clipboard.ts'
    const { copyPicture, readClipboard } = (await import(
      /* @vite-ignore */ clipboard
    )) as typeof import('../src/files/clipboard')
    await copyPicture({ width, height, data: new Uint8ClampedArray(data) })
    const { files } = await readClipboard()
    return [...new Uint8Array(await files[0]!.arrayBuffer())]
  }, picture)
  expect([...(await decodePicture(Uint8Array.from(pasted), 'pasted.png')).data]).toEqual(picture.data)
  await close()
})

test('files are saved and chosen where there is no file system access', async () => {
  const { page, close } = await openPage()
  const dialogs = '/src/files/fileDialogs.ts'
  const download = page.waitForEvent('download')
  await page.evaluate(async (dialogs) => {
    const { saveFile } = (await import(
      /* @vite-ignore */ dialogs
    )) as typeof import('../src/files/fileDialogs')
    await saveFile(Promise.resolve(new Blob(['content'])), 'fox.palimpsest')
  }, dialogs)
  expect((await download).suggestedFilename()).toBe('fox.palimpsest')
  expect(await readFile(await (await download).path(), 'utf8')).toBe('content')

  const failure = await page.evaluate(async (dialogs) => {
    const { saveFile } = (await import(
      /* @vite-ignore */ dialogs
    )) as typeof import('../src/files/fileDialogs')
    return saveFile(Promise.reject(new Error('no memory')), 'x.png').catch((error: unknown) => String(error))
  }, dialogs)
  expect(failure).toBe('Error: no memory')

  const chooser = page.waitForEvent('filechooser')
  const chosen = page.evaluate(async (dialogs) => {
    const { chooseFile } = (await import(
      /* @vite-ignore */ dialogs
    )) as typeof import('../src/files/fileDialogs')
    return (await chooseFile('picture', 'project'))?.file.name
  }, dialogs)
  await (await chooser).setFiles({ name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('x') })
  expect(await chosen).toBe('cat.png')
  await close()
})
