// Drops that the browser itself makes of files and folders on the disk, and drops of texts, selections and nothing.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test, type Locator, type Page } from 'playwright/test'
import { canvasOf, canvasPoint, engineReady, fixtures, openEditor, openExample, promptOf } from './editorPage'

const layers = (page: Page) => page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')

interface Dropped {
  readonly files?: readonly string[]
  readonly items?: readonly { readonly mimeType: string; readonly data: string }[]
}

/** Drags something over the right half of the canvas, or the middle of an element, and lets it go there, as the system's window does. */
async function drop(page: Page, { files = [], items = [] }: Dropped, onto?: Locator): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const box = await onto?.boundingBox()
  const { x, y } = box
    ? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    : await canvasPoint(page, 0.9, 0.5)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', {
      type,
      x,
      y,
      data: { items: [...items], files: [...files], dragOperationsMask: 1 },
    })
  await client.detach()
}

test('files and folders of the disk are opened, whatever their names, and none is lost without a word', async ({
  page,
}, { outputDir }) => {
  const root = await mkdtemp(join(tmpdir(), 'drops-'))
  try {
    const named = (name: string) => join(root, name)
    const pictures = ['고양이 #1 (50%).png', 'a cat & a dog.png', '🐈 Katze+ü.png'].map(named)
    for (const path of pictures) await cp('src/files/fixtures/rgb-8.png', path)
    const checkpoint = named('모형 #2 100% 🐈')
    await cp(join(fixtures, 'instruct'), checkpoint, { recursive: true })
    const album = named('holiday pictures')
    await mkdir(album)
    await cp('src/files/fixtures/rgb-8.png', join(album, 'a.png'))
    await writeFile(named('list.txt'), 'buy milk')

    await openEditor(page)
    await openExample(page, 'make the cat blue')
    await engineReady(page)
    await drop(page, { files: pictures })
    await expect(layers(page)).toHaveCount(4)
    for (const name of ['고양이 #1 (50%)', 'a cat & a dog', '🐈 Katze+ü'])
      await expect(layers(page).filter({ hasText: name })).toHaveCount(1)

    // A checkpoint becomes the choice; a folder of pictures is told, and so is the text beside it.
    await drop(page, { files: [checkpoint] })
    await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('모형 #2 100% 🐈')
    await drop(page, { files: [album, named('list.txt')] })
    await expect(page.getByText(/"list\.txt" is not a picture/).first()).toBeVisible()
    await expect(page.getByText(/holiday pictures/).first()).toBeVisible()
    await page.screenshot({ path: `${outputDir}/folder.png` })
    await expect(page.getByText('Something went wrong')).toHaveCount(0)
    await expect(layers(page)).toHaveCount(4)
    await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('모형 #2 100% 🐈')
  } finally {
    await rm(root, { recursive: true })
  }
})

test('what is dropped while a dialog is open is seen: the dialog takes it, or makes way', async ({ page }, {
  outputDir,
}) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const picture = resolve('src/files/fixtures/rgb-8.png')
  const dialog = page.getByRole('dialog')
  const open = async (command: string) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Find a command' }).fill(command)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
  }

  // On one that takes no pictures, whose middle is the left half still, and beside such.
  await open('Settings')
  await drop(page, { files: [picture] }, dialog)
  await expect(dialog).toBeHidden()
  await expect(canvasOf(page)).toHaveAccessibleName(/rgb-8/)
  for (const [command, count] of [
    ['Keyboard shortcuts', 2],
    ['Export', 3],
  ] as const) {
    await open(command)
    await drop(page, { files: [picture] })
    await expect(dialog).toBeHidden()
    await expect(layers(page)).toHaveCount(count)
  }
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await drop(page, { files: [resolve(fixtures, 'instruct')] }, dialog)
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('instruct')
  await expect(dialog).toBeHidden()

  // Those of many pictures take them.
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  await drop(page, { files: [picture, picture, resolve('package.json')] }, dialog)
  await expect(dialog.getByText('Chosen: 2')).toBeVisible()
  await page.screenshot({ path: `${outputDir}/teach.png` })
  await page.keyboard.press('Escape')
  await open('This edit on many pictures')
  await drop(page, { files: [resolve('package.json')] }, dialog)
  await expect(page.getByText('No picture, and left out: “package.json”.').first()).toBeVisible()
  await drop(page, { files: [picture, picture] }, dialog)
  await expect(dialog.getByText(/2 chosen.*rgb-8\.png/)).toBeVisible()
  await page.screenshot({ path: `${outputDir}/batch.png` })
  await page.keyboard.press('Escape')
  await expect(layers(page)).toHaveCount(3)
})

test('texts, selections of a page and empty drops are taken, or said', async ({ page, context }, {
  outputDir,
}) => {
  await context.route('https://pictures.test/**', (route) =>
    route.fulfill({
      path: 'src/files/fixtures/rgb-8.png',
      headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
    }),
  )
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const text = (data: string) => ({ items: [{ mimeType: 'text/plain', data }] })

  // Settings that were marked elsewhere, then the address of a picture with characters of any kind.
  await drop(page, text('a red house\nSteps: 11, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 128x128'))
  await expect(promptOf(page)).toHaveValue('a red house')
  await expect(layers(page)).toHaveCount(1)
  await drop(page, text('https://pictures.test/고양이 50% 🐈.png'))
  await expect(layers(page)).toHaveCount(2)
  await expect(layers(page).first()).toContainText('고양이 50% 🐈')

  // Pictures that were marked together, with a text around them, without a scheme and for several screens; each once.
  const marked =
    '<p>Two of <img src="https://pictures.test/one.png"> and <img src="//pictures.test/two.png"> and <img src="https://pictures.test/one.png"> and <img srcset="https://pictures.test/three.png 1x, https://pictures.test/four.png 2x"></p>'
  await drop(page, { items: [{ mimeType: 'text/html', data: marked }] })
  await expect(layers(page)).toHaveCount(5)

  await drop(page, text('buy milk'))
  await expect(
    page.getByText('There is nothing in what was dropped that can be opened.').first(),
  ).toBeVisible()
  await page.screenshot({ path: `${outputDir}/nothing.png` })
  await expect(layers(page)).toHaveCount(5)

  // A text goes into a text field as everywhere.
  const box = await promptOf(page).boundingBox()
  const client = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', {
      type,
      x: box!.x + 9,
      y: box!.y + 9,
      data: { items: [{ mimeType: 'text/plain', data: 'at night ' }], files: [], dragOperationsMask: 1 },
    })
  await expect(promptOf(page)).toHaveValue(/at night/)

  // Files are announced, and none is there.
  await page.evaluate(() => {
    const transfer = new DataTransfer()
    Object.defineProperty(transfer, 'types', { value: ['Files'] })
    const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer })
    document.querySelector('[data-canvas]')?.dispatchEvent(event)
  })
  await expect(page.getByText('The other program did not hand over its file.').first()).toBeVisible()
  await expect(layers(page)).toHaveCount(5)
})
