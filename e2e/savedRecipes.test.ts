// Saved work whose recipes cannot be used here: it opens, says so, loses nothing, and is saved again unchanged.
import { expect, test, type Page } from 'playwright/test'
import { readPngChunks, writePngChunks } from '../src/files/png/pngChunks'
import { pngUtf8Chunk, readPngText } from '../src/files/png/pngText'
import { readProject, writeProject } from '../src/files/project/projectFile'
import { tiledFromPixels } from '../src/canvas/kernels/tiledBitmap'
import { fixture } from '../src/files/fixtures/pictures.node'
import type { BitmapId } from '../src/state/bitmapTable'
import { canvasOf, dropFile, openEditor, openExample, promptOf } from './editorPage'
import { systemDialogs } from './systemDialogs'

const plain = { version: 1, checkpoint: 'toyland/instruct', prompt: 'make the cat blue', seed: 5 }
const misfits = [
  {
    name: 'a guide that does not exist',
    change: { guides: [{ id: 'wishes', values: { much: 3 } }] },
  },
  { name: 'a value out of range', change: { guides: [{ id: 'classifier-free', values: { scale: 9999 } }] } },
  { name: 'a removed field', change: { removedField: 'x' } },
  { name: 'version 3', change: { version: 3, later: { things: [1, 2] } } },
].map(({ name, change }, at) => ({ name, saved: { ...plain, prompt: `misfit ${at}`, ...change } }))
const sentences = [
  /guide "wishes" that this program does not have/,
  /9999, out of range/,
  /"removedField"/,
  /version 3/,
]

const notices = (page: Page) => page.getByRole('region', { name: 'Notifications' })
const gallery = (page: Page) => page.getByRole('list', { name: 'Results, newest first' })
const view = (page: Page) => page.getByRole('region', { name: 'Result from the gallery' })

for (const [at, { name, saved }] of misfits.entries())
  test(`a picture with a recipe of ${name} opens, and is exported with it`, async ({ page, context }) => {
    await systemDialogs.without.prepare(context)
    await openEditor(page, { engine: 'asleep' })
    await openExample(page, 'make the cat blue')
    await promptOf(page).fill('keep this')
    const [first, ...rest] = readPngChunks(new Uint8Array(fixture('rgb-8.png')))
    const picture = writePngChunks([first!, pngUtf8Chunk('palimpsest', JSON.stringify(saved)), ...rest])
    await dropFile(page, 'rgb-8.png', picture)
    await expect(page.getByRole('alertdialog', { includeHidden: true })).toContainText(sentences[at]!)
    await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: rgb-8, 19 by 17 pixels/)
    await expect(promptOf(page)).toHaveValue('keep this')
    const exported = await systemDialogs.without.saved(page, async () => {
      await page.keyboard.press('Control+s')
      await page.getByRole('button', { name: 'Save' }).click()
    })
    const texts = await readPngText(readPngChunks(new Uint8Array(exported.bytes)))
    expect(JSON.parse(texts.get('palimpsest') ?? '')).toEqual(saved)
  })

test('a project with such recipes opens, is restored after the tab was closed, and is saved again unchanged', async ({
  page,
  context,
}) => {
  await systemDialogs.without.prepare(context)
  const id = 'p' as BitmapId
  const picture = tiledFromPixels({
    width: 64,
    height: 48,
    data: new Uint8ClampedArray(64 * 48 * 4).fill(200),
  })
  const made = { bitmap: id, seconds: 1, notes: [] }
  const layer = { bitmap: id, visible: true, opacity: 1, x: 0, y: 0, kind: 'result' as const }
  const place = { left: 0, top: 0, width: 64, height: 48 }
  const recipes = misfits.map(({ saved }) => saved)
  const document = {
    name: 'strange',
    width: 64,
    height: 48,
    activeLayer: undefined,
    layers: recipes.map((recipe, at) => ({ ...layer, id: `l${at}`, name: `layer ${at}`, recipe })),
    candidates: recipes.map((recipe, at) => ({ ...made, id: `c${at}`, place, recipe })),
    deletedResults: [],
    colourSpace: 'wide',
  }
  const project = await writeProject(
    document,
    recipes.map((recipe, at) => ({ ...made, id: `r${at}`, madeAt: 1_700_000_000_000, recipe })),
    () => picture,
  )
  await openEditor(page, { engine: 'asleep' })
  await systemDialogs.without.open(page, 'strange.palimpsest', Buffer.from(await project.arrayBuffer()))
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: strange, 64 by 48 pixels/)
  await expect(notices(page)).toContainText('4 saved recipes cannot be used here. They are kept as they are.')
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Saved' })).toBeVisible()
  await page.close()

  const again = await context.newPage()
  await openEditor(again, { engine: 'asleep' })
  await expect(canvasOf(again)).toHaveAccessibleName(/Canvas: strange, 64 by 48 pixels/)
  await expect(notices(again)).toContainText('4 saved recipes cannot be used here')
  await expect(notices(again)).toContainText('colourSpace: "wide"')
  await again.getByRole('tab', { name: 'Gallery' }).click()
  for (const at of recipes.keys()) {
    await gallery(again)
      .getByRole('button', { name: `misfit ${at}, seed 5` })
      .click()
    await expect(view(again)).toContainText(sentences[at]!)
    for (const name of ['Recall all', 'Recall the prompt', 'Recall the seed']) {
      const recall = view(again).getByRole('button', { name, exact: true })
      await expect(recall).toBeDisabled()
      await expect(recall).toHaveAccessibleDescription(sentences[at]!)
    }
    await view(again).getByRole('button', { name: 'Recall all' }).hover()
    await expect(again.locator('[data-popup]').filter({ hasText: sentences[at]! })).toBeVisible()
  }
  await again.keyboard.press('Escape')
  const saved = await systemDialogs.without.saved(again, () => again.keyboard.press('Control+Shift+s'))
  const opened = await readProject(new Blob([new Uint8Array(saved.bytes)]))
  const recipesOf = (list: readonly { readonly recipe?: unknown }[]) => list.map(({ recipe }) => recipe)
  expect(recipesOf(opened.document.layers)).toEqual(recipes)
  expect(recipesOf(opened.document.candidates)).toEqual(recipes)
  expect(recipesOf(opened.gallery)).toEqual(recipes)
  expect(opened.document).toMatchObject({ colourSpace: 'wide' })
})

test('an exported PNG carries what it is asked to: nothing, or all of the work', async ({
  page,
  context,
}) => {
  await systemDialogs.without.prepare(context)
  await openEditor(page, { engine: 'asleep' })
  const [first, ...rest] = readPngChunks(new Uint8Array(fixture('rgb-8.png')))
  const recipe = { ...plain, prompt: 'make it snow', image: 'image' }
  const saved = pngUtf8Chunk('palimpsest', JSON.stringify(recipe))
  await dropFile(page, 'rgb-8.png', writePngChunks([first!, saved, ...rest]))
  await expect(promptOf(page)).toHaveValue('make it snow')
  await page.getByRole('button', { name: 'New sketch layer' }).click()
  const layers = page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')
  await expect(layers).toHaveCount(2)

  const exportedWith = async (choice: string) => {
    await page.keyboard.press('Control+s')
    await page.getByRole('combobox', { name: 'In the file' }).click()
    await page.getByRole('option', { name: choice, exact: true }).click()
    const shown = page.getByRole('button', { name: 'What the file says' })
    if (choice === 'Only the picture') await expect(shown).toBeHidden()
    else {
      await shown.click()
      await expect(page.getByRole('dialog', { name: 'Export' })).toContainText('"prompt":"make it snow"')
    }
    const { bytes } = await systemDialogs.without.saved(page, () =>
      page.getByRole('button', { name: 'Save' }).click(),
    )
    return new Uint8Array(bytes)
  }
  const bare = readPngChunks(await exportedWith('Only the picture')).map(({ type }) => type)
  expect([...new Set(bare)]).toEqual(['IHDR', 'sRGB', 'IDAT', 'IEND'])

  const whole = await exportedWith('The recipe and the work')
  await dropFile(page, 'other.png', new Uint8Array(fixture('grey-8.png')))
  await expect(layers).toHaveCount(1)
  await promptOf(page).fill('something else')
  await dropFile(page, 'back.png', whole)
  await expect(layers).toHaveCount(2)
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: rgb-8, 19 by 17 pixels/)
  await expect(promptOf(page)).toHaveValue('make it snow')
})
