// Hands and habits: what keyboards of other countries, input methods, trackpads, pens, clipboards and other pages really send.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  canvasOf,
  canvasPoint,
  drawnHash,
  engineReady,
  historyOf,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  setSteps,
} from './editorPage'

const fixturePath = (name: string) => `src/files/fixtures/${name}`
const layers = (page: Page) => page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')
const zoom = (page: Page) =>
  page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ }).textContent()

interface Pressed {
  readonly key: string
  readonly code: string
  readonly ctrlKey?: true
  readonly isComposing?: true
  readonly keyCode?: number
}
/** A key on what has the focus, as its layout sends it; whether the browser is left to do its own. */
const press = (page: Page, event: Pressed) =>
  page.evaluate(
    (given) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...given }),
      ),
    event,
  )

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

test('keyboards of other countries mean what is written on their keys', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const prompt = promptOf(page)

  // Russian and Korean, in the prompt: the text's own undo and copy, and the picture stays.
  await prompt.click()
  await page.keyboard.type('a cat')
  expect(await press(page, { key: 'я', code: 'KeyZ', ctrlKey: true })).toBe(true)
  expect(await press(page, { key: 'ㅊ', code: 'KeyC', ctrlKey: true })).toBe(true)
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)

  // On the canvas they are ours. German "+" lies where others have "]": it zooms, and the brush stays as it is.
  await canvasOf(page).focus()
  expect(await press(page, { key: 'и', code: 'KeyB' })).toBe(false)
  const size = page.getByRole('slider', { name: 'Brush size' }).or(page.getByRole('slider', { name: 'Size' }))
  const [sizeBefore, zoomBefore] = [await size.first().inputValue(), await zoom(page)]
  expect(await press(page, { key: '+', code: 'BracketRight' })).toBe(false)
  await expect.poll(() => zoom(page)).not.toBe(zoomBefore)
  expect(await size.first().inputValue()).toBe(sizeBefore)

  // Text that is selected is what is copied.
  await page.evaluate(() => {
    const named = [...document.querySelectorAll('span, p, label')].find(
      (each) => each.textContent.trim() !== '',
    )
    if (named) getSelection()?.selectAllChildren(named)
  })
  expect(await press(page, { key: 'c', code: 'KeyC', ctrlKey: true })).toBe(true)
  await page.evaluate(() => getSelection()?.removeAllRanges())

  // Two fingers sideways move the view, and do not zoom.
  const before = [await drawnHash(page), await zoom(page)]
  const middle = await canvasPoint(page, 0.5, 0.5)
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.wheel(60, 4)
  await expect.poll(() => canvasHash(page)).not.toBe(before[0])
  expect(await zoom(page)).toBe(before[1])

  // The system takes a finger away in the middle of a stroke: what was painted stays.
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const touch = (type: 'touchStart' | 'touchMove' | 'touchCancel', x: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchCancel' ? [] : [{ x, y: middle.y, id: 1 }],
    })
  await touch('touchStart', middle.x - 60)
  for (const by of [-30, 0, 30]) await touch('touchMove', middle.x + by)
  await touch('touchCancel', 0)
  await expect.poll(async () => (await historyOf(page)).current).toBe('Paint mask')
})

test('an edit that is asked for in the middle of a syllable runs once, with all of the text', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await openExample(page, 'make the cat blue')
  await setSteps(page, 1)
  const prompt = promptOf(page)
  await prompt.fill('')
  await prompt.click()
  const client = await page.context().newCDPSession(page)
  await client.send('Input.insertText', { text: '파란 고양' })
  await client.send('Input.imeSetComposition', { text: '이', selectionStart: 1, selectionEnd: 1 })
  await press(page, { key: 'Process', code: 'Enter', ctrlKey: true, isComposing: true })
  // Some systems commit the syllable and send the key again.
  await client.send('Input.insertText', { text: '이' }).catch(() => {})
  await press(page, { key: 'Enter', code: 'Enter', ctrlKey: true })
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(prompt).toHaveValue(/^파란 고양이/)
  await page.getByRole('tab', { name: 'Gallery' }).click()
  const results = page.getByRole('list', { name: /results/i }).getByRole('listitem')
  await expect(results).toHaveCount(1)
  await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', code: 'Enter' })))

  // Others send nothing more, and leave the syllable open.
  await prompt.fill('')
  await prompt.click()
  await client.send('Input.imeSetComposition', { text: '밤', selectionStart: 1, selectionEnd: 1 })
  await press(page, { key: 'Process', code: 'Enter', ctrlKey: true, isComposing: true })
  await expect(results).toHaveCount(2, { timeout: 120_000 })
  await expect(prompt).toHaveValue('밤')
})

test('an input method has its keys for itself, whatever lies below', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const composing = { isComposing: true } as const
  // Names of layers: Enter ends the word, and the next one the name.
  await layers(page).first().locator('button[aria-pressed]').first().press('F2')
  const name = layers(page).getByRole('textbox')
  await name.fill('고양이')
  expect(await press(page, { key: 'Enter', code: 'Enter', ...composing })).toBe(true)
  expect(await press(page, { key: 'Escape', code: 'Escape', ...composing })).toBe(true)
  // Safari's, which has ended the composition before.
  await press(page, { key: 'Enter', code: 'Enter', keyCode: 229 })
  await expect(name).toBeFocused()
  await name.press('Enter')
  await expect(name).toBeHidden()
  await expect(layers(page).first()).toContainText('고양이')

  // The palette: arrows choose among the input method's characters.
  await page.keyboard.press('Control+k')
  const search = page.getByRole('combobox', { name: 'Find a command' })
  await search.fill('zoom')
  const chosen = await search.getAttribute('aria-activedescendant')
  expect(await press(page, { key: 'ArrowDown', code: 'ArrowDown', ...composing })).toBe(true)
  expect(await press(page, { key: 'Enter', code: 'Enter', ...composing })).toBe(true)
  await expect(search).toHaveAttribute('aria-activedescendant', chosen ?? '')
  await search.press('Enter')
  await expect(search).toBeHidden()
})

test('settings are taken from a text that is dropped, pasted or opened', async ({ page }) => {
  await openEditor(page)
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
