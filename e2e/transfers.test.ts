// What clipboards, drops of other programs and pages, and addresses really hold.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import { canvasOf, dropFile, openEditor, openExample, promptOf } from './editorPage'

const fixturePath = (name: string) => `src/files/fixtures/${name}`
const layers = (page: Page) => page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')

interface Content {
  /** Of the fixtures. */
  readonly files?: readonly string[]
  /** Files of one's own, by name. */
  readonly texts?: Readonly<Record<string, string>>
  readonly data?: Readonly<Record<string, string>>
}

/** Drops or pastes files and data of several kinds; whether the browser is left to do its own. */
async function transfer(
  page: Page,
  kind: 'drop' | 'paste',
  selector: string,
  { files = [], texts = {}, data = {} }: Content,
): Promise<boolean> {
  const given = await Promise.all(
    files.map(async (name) => [name, await readFile(fixturePath(name))] as const),
  )
  const written = Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const)
  const contents = [...given, ...written].map(([name, bytes]) => ({ name, base64: bytes.toString('base64') }))
  return page.evaluate(
    ({ kind, selector, contents, data }) => {
      const transfer = new DataTransfer()
      for (const { name, base64 } of contents) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        transfer.items.add(new File([bytes], name, { type: name.endsWith('.png') ? 'image/png' : '' }))
      }
      for (const [type, text] of Object.entries(data)) transfer.setData(type, text)
      const shared = { bubbles: true, cancelable: true }
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { ...shared, dataTransfer: transfer, clientX: window.innerWidth - 5 })
          : new ClipboardEvent('paste', { ...shared, clipboardData: transfer })
      return document.querySelector(selector)?.dispatchEvent(event) ?? false
    },
    { kind, selector, contents, data },
  )
}

test('settings are taken from a text that is dropped, pasted or opened', async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const prompt = promptOf(page)
  const recipe = {
    version: 2,
    checkpoint: 'toyland/instruct',
    prompt: 'make it night',
    steps: 7,
    image: 'picture',
  }
  await transfer(page, 'drop', '[data-canvas]', { texts: { 'night.json': JSON.stringify(recipe) } })
  await expect(prompt).toHaveValue('make it night')
  await expect(page.getByText('The recipe is in the edit panel.').first()).toBeVisible()
  await expect(layers(page)).toHaveCount(1)

  // As people pass them on: on the canvas it means the panel, in the prompt it is text.
  const passedOn = 'a red house\nSteps: 11, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 128x128'
  await canvasOf(page).focus()
  expect(await transfer(page, 'paste', 'textarea', { data: { 'text/plain': passedOn } })).toBe(true)
  await expect(prompt).toHaveValue('make it night')
  expect(await transfer(page, 'paste', '[data-canvas]', { data: { 'text/plain': passedOn } })).toBe(false)
  await expect(prompt).toHaveValue('a red house')
  await page.keyboard.press('Control+z')
  await expect(prompt).toHaveValue('make it night')

  const own = JSON.stringify({ name: 'a package', version: '1.0.0' })
  await transfer(page, 'drop', '[data-canvas]', { texts: { 'package.json': own } })
  await expect(page.getByText('"package.json" holds no settings that can be read').first()).toBeVisible()
  await expect(layers(page)).toHaveCount(1)
})

test('settings that are hidden in the pixels of a PNG or a WebP are taken', async ({ page }) => {
  const { settings, hiddenInWebp } = JSON.parse(await readFile(fixturePath('texts.json'), 'utf8')) as {
    readonly settings: Readonly<Record<string, string>>
    readonly hiddenInWebp: string
  }
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  for (const [name, file] of [
    ['hidden.webp', hiddenInWebp],
    ['hidden.png', settings['stealth_rgbcomp in pixels']!],
  ] as const) {
    await promptOf(page).fill('mine')
    await dropFile(page, name, Buffer.from(file, 'base64'), '')
    await expect(canvasOf(page)).toHaveAccessibleName(/hidden, 80 by 60 pixels/)
    await expect(promptOf(page)).toHaveValue('a cat, 고양이')
  }
})

test('the menu pastes what the clipboard holds, or says that it holds nothing', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.route('https://pictures.test/**', (route) =>
    route.fulfill({
      path: fixturePath('rgb-8.png'),
      headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
    }),
  )
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const copy = (content: Readonly<Record<string, string>>) =>
    page.evaluate(async (content) => {
      const blobs = Object.entries(content).map(([type, text]) => [type, new Blob([text], { type })])
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs) as Record<string, Blob>)])
    }, content)
  const paste = async () => {
    await page.getByRole('button', { name: 'File', exact: true }).click()
    await page.getByRole('menuitem', { name: /Paste as layer/ }).click()
  }
  await copy({ 'text/plain': 'buy milk' })
  await paste()
  await expect(page.getByText('There is nothing on the clipboard that can be opened.').first()).toBeVisible()
  await expect(layers(page)).toHaveCount(1)
  await copy({ 'text/html': '<img src="https://pictures.test/fox.png">' })
  await paste()
  await expect(layers(page)).toHaveCount(2)
  await copy({ 'text/plain': 'https://pictures.test/owl.png' })
  await paste()
  await expect(layers(page)).toHaveCount(3)
  await expect(layers(page).first()).toContainText('owl')
  await copy({ 'text/plain': 'a red house\nSteps: 11, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 128x128' })
  await paste()
  await expect(promptOf(page)).toHaveValue('a red house')
})

test('a picture that is cut is opened as far as it goes, and it is said', async ({ page }, { outputDir }) => {
  await openEditor(page, { engine: 'asleep' })
  const bytes = await readFile(fixturePath('orientation-1.jpg'))
  await dropFile(page, 'cut.jpg', bytes.subarray(0, -20), '')
  await expect(canvasOf(page)).toHaveAccessibleName(/48 by 32 pixels/)
  await expect(page.getByText('"cut" ends too early').first()).toBeVisible()
  await page.screenshot({ path: `${outputDir}/cut.png` })
})

test('whatever lies on the clipboard or in a drop is taken, or said', async ({ page, context }, {
  outputDir,
}) => {
  const picture = await readFile(fixturePath('rgb-8.png'))
  await context.route('https://pictures.test/**', (route) =>
    route.fulfill({
      body: picture,
      contentType: 'image/png',
      headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
    }),
  )
  await openEditor(page)
  // An address of the page with characters of any kind.
  for (const name of ['100%.png', 'caf%E9.png']) {
    await page.goto(`/?backend=wasm&image=https://pictures.test/${name}`)
    await expect(canvasOf(page)).toHaveAccessibleName(/19 by 17 pixels/)
  }
  await expect(layers(page)).toHaveCount(1)

  // Text, HTML and a picture at once, as office programs copy: text in a text field, the picture elsewhere.
  const office = {
    files: ['rgb-8.png'],
    data: { 'text/plain': 'a cat', 'text/html': '<b>a cat</b>' },
  }
  expect(await transfer(page, 'paste', 'textarea', office)).toBe(true)
  await expect(layers(page)).toHaveCount(1)
  expect(await transfer(page, 'paste', '[data-canvas]', office)).toBe(false)
  await expect(layers(page)).toHaveCount(2)

  // A picture that is dragged from another page, inside of a link; then three files at once.
  const dragged = {
    'text/uri-list': 'https://pictures.test/page.html',
    'text/html': '<a href="https://pictures.test/page.html"><img src="https://pictures.test/fox.png"></a>',
  }
  expect(await transfer(page, 'drop', '[data-canvas]', { data: dragged })).toBe(false)
  await expect(layers(page)).toHaveCount(3)
  await transfer(page, 'drop', '[data-canvas]', { files: ['rgb-8.png', 'grey-8.png', 'palette-8.png'] })
  await expect(layers(page)).toHaveCount(6)
  // Text alone is nothing to open.
  expect(await transfer(page, 'paste', '[data-canvas]', { data: { 'text/plain': 'a cat' } })).toBe(true)

  // Several addresses at once, as of links that were marked.
  const list = 'https://pictures.test/one.png\r\n# a remark\r\nhttps://pictures.test/two.png'
  await transfer(page, 'drop', '[data-canvas]', { data: { 'text/uri-list': list } })
  await expect(layers(page)).toHaveCount(8)

  // What older programs write.
  await transfer(page, 'drop', '[data-canvas]', { files: ['colours.gif', 'colours.bmp'] })
  await expect(layers(page)).toHaveCount(10)
  await expect(layers(page).first()).toContainText('colours')

  // What cannot be taken is said in a sentence, and the document stays.
  const refused: readonly (readonly [Content, RegExp])[] = [
    [
      { texts: { 'drawing.svg': '<?xml version="1.0"?><!-- x --><svg/>' } },
      /"drawing\.svg" is an SVG drawing/,
    ],
    [{ texts: { 'paper.pdf': '%PDF-1.7' } }, /"paper\.pdf" is a PDF/],
    [{ texts: { 'photo.cr3': '\0\0\0\x18ftypcrx \0\0\0\x01' } }, /"photo\.cr3" is a camera’s raw file/],
    [{ texts: { 'IMG_1.HEIC': '\0\0\0\x18ftypheic\0\0\0\0' } }, /"IMG_1\.HEIC" is a HEIC photo/],
    [{ texts: { 'clip.mov': '\0\0\0\x18ftypqt  \0\0\0\0' } }, /"clip\.mov" is a video/],
    [{ texts: { 'saved.jpg': '<!DOCTYPE html><html></html>' } }, /"saved\.jpg" is a web page/],
    [{ texts: { 'empty.png': '' } }, /"empty\.png" is empty/],
    [{ texts: { 'notes.txt': 'buy milk' } }, /"notes\.txt" is not a picture/],
    [{ texts: { 'model.ckpt': 'PK\x03\x04 and more of it' } }, /"model\.ckpt" is a pickle/],
    [{ texts: { 'model.gguf': 'GGUF\x03\0\0\0 and more of it' } }, /"model\.gguf" is of GGUF/],
    [{ texts: { 'pictures.zip': 'PK\x03\x04 and more of it' } }, /damaged|not a project/],
    [
      { data: { 'text/uri-list': 'file:///home/me/cat.png' } },
      /"file:\/\/\/home\/me\/cat\.png" is not an address/,
    ],
  ]
  for (const [content, sentence] of refused) {
    await transfer(page, 'drop', '[data-canvas]', content)
    await expect(page.getByText(sentence).first()).toBeVisible()
    await expect(layers(page)).toHaveCount(10)
  }
  await page.screenshot({ path: `${outputDir}/refused.png` })
  const word = { data: { 'text/html': '<img src="file:///C:/cat.png">' } }
  await transfer(page, 'paste', '[data-canvas]', word)
  await expect(page.getByText('"file:///C:/cat.png" is not an address of a picture').first()).toBeVisible()

  // A tab beside it has a draft of its own, and each keeps it when it is reloaded.
  const beside = await context.newPage()
  await beside.goto('/?backend=wasm')
  await promptOf(page).fill('of the first')
  await promptOf(beside).fill('of the second')
  await page.goto('/?backend=wasm')
  await beside.reload()
  await expect(promptOf(page)).toHaveValue('of the first')
  await expect(promptOf(beside)).toHaveValue('of the second')
})
