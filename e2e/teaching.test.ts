// A person teaches Toyland something from a picture, in the page: what was learned is an add-on of the next edit, and can be saved.
import { expect, test, type Locator, type Page } from 'playwright/test'
import { violationsOf } from './axe'
import { engineReady, openEditor, openExample, promptOf, resultsOf, runButton } from './editorPage'
import { killTab } from './killTab'
import { systemDialogs } from './systemDialogs'

test.beforeEach(({ context }) => systemDialogs.without.prepare(context))

/** The dialog, over an example of Toyland and with the engine ready. */
async function openTeaching(page: Page): Promise<Locator> {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  return page.getByRole('dialog', { name: 'Teach from pictures' })
}

test('what is learned from pictures is an add-on, with its loss on the way', async ({ page }) => {
  test.setTimeout(800_000)
  const dialog = await openTeaching(page)
  expect(await violationsOf(page)).toEqual([])
  const learn = dialog.getByRole('button', { name: 'Learn', exact: true })
  await expect(learn).toBeDisabled()
  await expect(dialog).toContainText('Choose the pictures first.')
  await dialog.locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await expect(dialog).toContainText('Give it a name.')
  const name = dialog.getByRole('textbox', { name: /^Its name/ })
  await name.fill('<cat>')
  await dialog.getByRole('textbox', { name: /^What kind of thing/ }).fill('cat')
  const steps = dialog.getByRole('textbox', { name: 'Steps' })
  await steps.fill('60')
  await steps.press('Tab')
  await dialog
    .getByRole('textbox', { name: /^Show on the way/ })
    .fill('a <cat> in the snow\na <cat> at night')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  const ofClass = dialog.getByRole('textbox', { name: 'Pictures of the class' })
  // Until the person says otherwise, as many as are usual, once its class has a name.
  await expect(ofClass).toHaveValue('40')
  await ofClass.fill('0')
  await ofClass.press('Tab')
  const batch = dialog.getByRole('textbox', { name: 'Pictures a step' })
  await batch.fill('2')
  await batch.press('Tab')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await learn.click()
  await expect(dialog.getByRole('status')).toContainText(/“<cat>”: step \d+ of 60/, { timeout: 120_000 })
  await expect(dialog.getByRole('img', { name: /^Loss: \d/ })).toBeVisible()
  const samples = dialog.getByRole('img', { name: /“a <cat> in the snow” after step \d+/ })
  await dialog.getByRole('button', { name: 'Show now' }).click()
  await expect(samples.first()).toBeVisible({ timeout: 120_000 })
  await expect(dialog.getByRole('img', { name: /“a <cat> at night” after step \d+/ }).first()).toBeVisible()
  // Sooner than one is made by itself.
  await expect(samples.first()).toHaveAccessibleName(/after step 1?\d$/)
  await dialog.getByRole('button', { name: 'Save now' }).click()
  await expect(page.getByText(/What was learned of “<cat>” by step \d+ is an add-on/)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('teaching.png') })
  expect(await violationsOf(page)).toEqual([])

  await expect(page.getByText('“<cat>” was learned, and is an add-on of the next edit')).toBeVisible({
    timeout: 600_000,
  })
  await page.keyboard.press('Escape')
  const addOn = page.getByRole('region', { name: '<cat>', exact: true })
  await expect(addOn).toContainText('LoRA')
  await expect(addOn).toContainText('Toyland')
  const saved = await systemDialogs.without.saved(page, () =>
    addOn.getByRole('button', { name: 'Save <cat> as a file' }).click(),
  )
  expect(saved.bytes.toString('latin1', 8, 80)).toContain('__metadata__')

  // Tried at once: by the name that its file says, in the prompt.
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('')
  await addOn.getByRole('button', { name: '<cat>', exact: true }).click()
  await expect(promptOf(page)).toHaveValue('<cat>')
  await expect(page.getByRole('region', { name: '<cat> embedding', exact: true })).toContainText('embedding')
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.screenshot({ path: test.info().outputPath('tried.png') })
})

test('a style is learned by the whole network, and what was learned until it is cancelled is kept', async ({
  page,
}) => {
  test.setTimeout(480_000)
  const dialog = await openTeaching(page)
  await dialog.locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await expect(dialog.getByRole('textbox', { name: 'Steps' })).toHaveValue('250')
  await dialog.getByRole('combobox', { name: 'What they have in common' }).click()
  await page.getByRole('option', { name: 'A style' }).click()
  await dialog.getByRole('combobox', { name: 'How it is learned' }).click()
  await page.getByRole('option', { name: 'The whole network' }).click()
  const name = dialog.getByRole('textbox', { name: /^Its name/ })
  await name.fill('cat')
  await expect(dialog.getByRole('alert')).toContainText('The word "cat" is one that the tokenizer of')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await dialog.getByRole('switch', { name: 'Its name as a new word' }).click()
  await expect(dialog).toContainText('“cat” means something to the checkpoint already.')
  await name.fill('sks')
  await expect(dialog).not.toContainText('means something')
  await dialog.getByRole('switch', { name: 'Its name as a new word' }).click()
  // Pictures of what this one shows, without the style, are made where it will be described.
  const kept = dialog.getByRole('textbox', { name: 'Pictures of the class' })
  await kept.fill('0')
  await kept.press('Tab')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await name.fill('<ink>')
  await expect(dialog.getByText(/^About .*[\d.]+ [MG]B of memory/)).toBeVisible({ timeout: 180_000 })
  await page.screenshot({ path: test.info().outputPath('style.png') })
  await dialog.getByRole('button', { name: 'Learn', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(/step \d+ of 300/, { timeout: 120_000 })
  await dialog.getByRole('button', { name: 'Save now' }).click()
  await expect(page.getByText(/What was learned of “<ink>” by step \d+ is an add-on/)).toBeVisible({
    timeout: 60_000,
  })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog.getByRole('button', { name: 'Learn', exact: true })).toBeVisible()
  // What was filled in is not lost with the training.
  await expect(dialog.getByRole('textbox', { name: /^Its name/ })).toHaveValue('<ink>')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: '<ink>', exact: true })).toBeHidden()
  const taught = page.getByRole('region', { name: /^<ink> \d+$/ })
  await expect(taught).toContainText('whole UNet')
  // It was taught on the checkpoint that makes pictures, and this is the one that edits them.
  await expect(taught).toContainText('its UNet takes 4 channels, and the checkpoint’s 8')
  await expect(taught.getByRole('switch')).not.toBeChecked()
  await page.screenshot({ path: test.info().outputPath('left-out.png') })
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await expect(taught.getByRole('switch')).toBeChecked()
  await expect(taught).not.toContainText('left out')
})

test('pictures of the class are made first, by the checkpoint itself, and are learned along', async ({
  page,
}) => {
  test.setTimeout(400_000)
  const dialog = await openTeaching(page)
  await dialog.locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await dialog.getByRole('textbox', { name: /^Its name/ }).fill('sks')
  const fill = async (label: string, value: string) => {
    const field = dialog.getByRole('textbox', { name: label })
    await field.fill(value)
    await field.press('Tab')
  }
  await fill('Steps', '50')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill('Pictures a step', '1')
  await fill('Pictures of the class', '4')
  const learn = dialog.getByRole('button', { name: 'Learn', exact: true })
  await expect(dialog.getByRole('alert')).toContainText('Pictures of the class are made from its word', {
    timeout: 60_000,
  })
  await expect(learn).toBeDisabled()
  await dialog.getByRole('textbox', { name: /^What kind of thing/ }).fill('cat')
  await learn.click()
  await expect(dialog.getByRole('status')).toContainText(/Making picture \d+ of 4, to be learned along/, {
    timeout: 60_000,
  })
  await page.screenshot({ path: test.info().outputPath('class-pictures.png') })
  await expect(page.getByText('“sks” was learned, and is an add-on of the next edit')).toBeVisible({
    timeout: 300_000,
  })
})

/** Times that the tab is killed; `KILLS=50` is the long run. */
const kills = Number(process.env['KILLS'] ?? 1)
const SAVED_EVERY = 20

test('a training whose tab is killed goes on, edits run between its steps, and it can be paused', async ({
  context,
  page: first,
}) => {
  test.setTimeout(180_000 + kills * 120_000)
  let page = first
  const dialog = () => page.getByRole('dialog', { name: 'Teach from pictures' })
  const shown = async () => {
    const text = await dialog().getByRole('status').textContent()
    return Number(/step (\d+) of/.exec(text ?? '')?.[1] ?? -1)
  }
  /** The step that is shown once it is at least this one. */
  const reached = async (step: number) => {
    await expect.poll(shown, { timeout: 300_000 }).toBeGreaterThanOrEqual(step)
    return shown()
  }
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  await dialog().locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await dialog()
    .getByRole('textbox', { name: /^Its name/ })
    .fill('sks')
  const steps = dialog().getByRole('textbox', { name: 'Steps' })
  await steps.fill(String(Math.min(3000, 250 + 50 * kills)))
  await steps.press('Tab')
  // The fewer pictures a step, the more kills an hour.
  await dialog().getByRole('button', { name: 'More settings' }).click()
  const batch = dialog().getByRole('textbox', { name: 'Pictures a step' })
  await batch.fill('1')
  await batch.press('Tab')
  await dialog().getByRole('button', { name: 'Learn', exact: true }).click()

  let kept = 0
  for (let at = 0; at < kills; at++) {
    const last = await reached(kept + SAVED_EVERY + 2 + (at % 9))
    await killTab(page)
    page = await context.newPage()
    await openEditor(page)
    await engineReady(page)
    await page.getByRole('button', { name: 'Go on teaching “sks”' }).click({ timeout: 90_000 })
    const said = await dialog().getByRole('status').textContent()
    kept = Number(/step (\d+) of/.exec(said ?? '')?.[1])
    // What is shown may lie a moment behind.
    expect(kept).toBeGreaterThanOrEqual(last - SAVED_EVERY)
    await dialog().getByRole('button', { name: 'Go on teaching', exact: true }).click()
  }

  const before = await reached(kept + 2)
  await page.keyboard.press('Escape')
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  expect(await reached(before)).toBeLessThan(250 + 50 * kills)

  await dialog().getByRole('button', { name: 'Pause' }).click()
  await dialog().getByRole('button', { name: 'Go on teaching', exact: true }).click({ timeout: 60_000 })
  await reached(before + 1)
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog().getByRole('button', { name: 'Learn', exact: true })).toBeVisible()
  await page.reload()
  await engineReady(page)
  await expect(page.getByRole('button', { name: 'Teach it something new' })).toBeVisible()
})

test('a word is learned alone, tried at once in the prompt, and saved as a file', async ({ page }) => {
  test.setTimeout(400_000)
  const dialog = await openTeaching(page)
  const fill = async (label: string | RegExp, value: string) => {
    const field = dialog.getByRole('textbox', { name: label })
    await field.fill(value)
    await field.press('Tab')
  }
  await dialog.locator('input[type=file]').setInputFiles('public/pictures/cat-meadow.png')
  await dialog.getByRole('combobox', { name: 'How it is learned' }).click()
  await page.getByRole('option', { name: 'A word (Textual Inversion)' }).click()
  await fill(/^Its name/, '<moggy>')
  await fill(/^What kind of thing/, 'cat')
  await fill('Steps', '50')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill('Pictures a step', '1')
  await expect(dialog.getByRole('textbox', { name: 'Pictures of the class' })).toHaveValue('0')
  await dialog.getByRole('button', { name: 'Learn', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(/“<moggy>”: step \d+ of 50/, { timeout: 120_000 })
  await expect(page.getByText('“<moggy>” was learned, and is an add-on of the next edit')).toBeVisible({
    timeout: 300_000,
  })
  await page.keyboard.press('Escape')
  const addOn = page.getByRole('region', { name: '<moggy> embedding', exact: true })
  await expect(addOn).toContainText('embedding')
  await expect(page.getByRole('region', { name: /^<moggy>/ })).toHaveCount(1)
  const saved = await systemDialogs.without.saved(page, () =>
    addOn.getByRole('button', { name: 'Save <moggy> embedding as a file' }).click(),
  )
  // The word is its key, and each of its vectors has Toyland's 128 numbers.
  expect(saved.bytes.toString('latin1', 8, 200)).toContain('"<moggy>":{"dtype":"F32","shape":[16,128]')
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('a ')
  await addOn.getByRole('button', { name: '<moggy>', exact: true }).click()
  await promptOf(page).press('End')
  await promptOf(page).pressSequentially(' in the snow')
  await expect(promptOf(page)).toHaveValue('a <moggy> in the snow')
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.screenshot({ path: test.info().outputPath('word-tried.png') })
})

test('two things are learned together, each with a word of its own', async ({ page }) => {
  test.setTimeout(400_000)
  const dialog = await openTeaching(page)
  const fill = async (label: string | RegExp, value: string) => {
    const field = dialog.getByRole('textbox', { name: label })
    await field.fill(value)
    await field.press('Tab')
  }
  const describe = async (picture: string, name: string, kind: string) => {
    await dialog.locator('input[type=file]').setInputFiles(`public/pictures/${picture}.png`)
    await fill(/^Its name/, name)
    await fill(/^What kind of thing/, kind)
  }
  const learn = dialog.getByRole('button', { name: 'Learn', exact: true })
  await describe('cat-meadow', '<tom>', 'cat')
  await expect(dialog.getByRole('textbox', { name: 'Steps' })).toHaveValue('250')
  await dialog.getByRole('button', { name: 'Teach another along with it' }).click()
  await expect(dialog.getByRole('tab', { name: 'Thing 2' })).toHaveAttribute('aria-selected', 'true')
  await expect(dialog).toContainText('Choose the pictures of thing 2 first.')
  await expect(learn).toBeDisabled()
  await describe('house-snow', '<hut>', 'house')
  await dialog.getByRole('tab', { name: '<tom>' }).click()
  await expect(dialog.getByRole('textbox', { name: /^Its name/ })).toHaveValue('<tom>')
  expect(await violationsOf(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath('two.png') })
  // The same name twice is refused before it starts.
  await fill(/^Its name/, '<hut>')
  await expect(dialog.getByRole('alert')).toContainText('<hut>', { timeout: 60_000 })
  await expect(learn).toBeDisabled()
  await fill(/^Its name/, '<tom>')
  // One that is left out leaves nothing behind.
  await dialog.getByRole('button', { name: 'Teach another along with it' }).click()
  await dialog.getByRole('button', { name: 'Leave this one out' }).click()
  await expect(dialog.getByRole('tab')).toHaveText(['<tom>', '<hut>'])

  await dialog.getByRole('combobox', { name: 'How it is learned' }).click()
  await page.getByRole('option', { name: 'Both (Custom Diffusion)' }).click()
  await fill('Steps', '50')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill('Pictures of the class', '0')
  await fill('Pictures a step', '2')
  await learn.click()
  await expect(dialog.getByRole('status')).toContainText(/“<tom> \+ <hut>”: step \d+ of 50/, {
    timeout: 120_000,
  })
  await expect(page.getByText('“<tom> + <hut>” was learned, and is an add-on')).toBeVisible({
    timeout: 300_000,
  })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: '<tom> + <hut>', exact: true })).toContainText(
    'Custom Diffusion',
  )
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('')
  for (const word of ['tom', 'hut']) {
    const embedding = page.getByRole('region', { name: `<tom> + <hut> embedding ${word}`, exact: true })
    await embedding.getByRole('button', { name: `<${word}>`, exact: true }).click()
  }
  await expect(promptOf(page)).toHaveValue(/<tom>.*<hut>/)
  // Two learned words in one picture need a region each, which is said.
  await page.screenshot({ path: test.info().outputPath('two-tried.png') })
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

test('what pictures show is said by the captioner, and mended by hand', async ({ page }) => {
  const dialog = await openTeaching(page)
  await expect(dialog.getByRole('button', { name: 'What each picture shows' })).toBeHidden()
  await dialog
    .locator('input[type=file]')
    .setInputFiles(['public/pictures/cat-meadow.png', 'public/pictures/house-snow.png'])
  await dialog.getByRole('textbox', { name: /^What kind of thing/ }).fill('cat')
  await dialog.getByRole('button', { name: 'What each picture shows' }).click()
  const [first, second] = [1, 2].map((at) =>
    dialog.getByRole('textbox', { name: `What picture ${at} shows`, exact: true }),
  )
  await dialog.getByRole('button', { name: 'Describe them' }).click()
  // The kind is said by its name, which the person gives it; of a picture without one it stands for what the captioner took it for.
  await expect(first!).toHaveValue(/^a.* {} /, { timeout: 120_000 })
  await expect(second!).toHaveValue(/^a {} .*in the snow$/, { timeout: 60_000 })
  await expect(dialog.getByRole('button', { name: 'Describe them' })).toBeVisible()
  await second!.fill('a {} at night')
  await page.screenshot({ path: test.info().outputPath('captions.png') })
  expect(await violationsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: /^What each picture shows/ }).click()
  await expect(dialog.getByRole('button', { name: /^What each picture shows/ })).toContainText('2 written')
})
