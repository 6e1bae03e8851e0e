// What others trained, opened and used as a person does.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  drag,
  dropFile,
  engineReady,
  openEditor,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'

const addOns = 'workers/jobs/fixtures/addOns'

async function start(page: Page): Promise<void> {
  // The system's picker cannot be driven; the file field, which stands in for it, can.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await openEditor(page, { checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a red ball in front of a green house')
  await engineReady(page)
  await setSteps(page, 2)
  const seed = page.getByRole('textbox', { name: 'Seed' })
  await seed.fill('7')
  await seed.press('Tab')
}

/** Makes one more picture, and gives what it looks like. */
async function made(page: Page): Promise<number> {
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  const hash = await canvasHash(page)
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(resultsOf(page)).toBeHidden()
  return hash
}

const row = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function openFile(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a LoRA, embedding or VAE' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles(`${addOns}/${name}.safetensors`)
}

test('a LoRA changes the picture as strongly as it is set', async ({ page }) => {
  await start(page)
  const plain = await made(page)

  await openFile(page, 'peft')
  await expect(row(page, 'peft')).toContainText('LoRA, 24 numbers a token, ')
  const whole = await made(page)
  expect(whole).not.toBe(plain)
  const strength = row(page, 'peft').getByRole('textbox', { name: 'Strength' })
  await strength.fill('0.4')
  await strength.press('Tab')
  const weaker = await made(page)
  expect([plain, whole]).not.toContain(weaker)
  await row(page, 'peft').getByRole('button', { name: 'Each network' }).click()
  const text = row(page, 'peft').getByRole('textbox', { name: 'Text encoder' })
  await text.fill('1.5')
  await text.press('Tab')
  expect([plain, whole, weaker]).not.toContain(await made(page))
  await row(page, 'peft').getByRole('switch', { name: 'Use peft' }).click()
  expect(await made(page)).toBe(plain)
})

test('kin of a LoRA are listed by how they are written', async ({ page }) => {
  await start(page)
  for (const [name, kind] of [
    ['lokr', 'LoKr'],
    ['dora', 'DoRA'],
  ] as const) {
    await openFile(page, name)
    await expect(row(page, name)).toContainText(`${kind}, 24 numbers a token, `)
  }
})

test('a LoRA acts in its mask alone, once something is painted on it', async ({ page }) => {
  await start(page)
  const plain = await made(page)
  await openFile(page, 'custom')
  await expect(row(page, 'custom')).toContainText('Custom Diffusion, ')
  const whole = await made(page)
  await row(page, 'custom').getByRole('button', { name: 'Where: Paint a new mask' }).click()
  await expect(row(page, 'custom')).toContainText('nothing is painted on the mask')
  await expect(runButton(page)).toBeDisabled()
  await drag(page, [0.1, 0.2], [0.4, 0.8])
  await expect(row(page, 'custom')).not.toContainText('nothing is painted')
  await page.screenshot({ path: test.info().outputPath('masked.png') })
  expect([plain, whole]).not.toContain(await made(page))
})

test('a word that was learned is dropped on the window and put into the prompt', async ({ page }) => {
  await start(page)
  await dropFile(page, 'toy.safetensors', await readFile(`${addOns}/toy.safetensors`), '')
  await row(page, 'toy').getByRole('button', { name: '<toy>' }).click()
  await expect(promptOf(page)).toHaveValue('a red ball in front of a green house <toy>')
  const known = await made(page)
  await row(page, 'toy').getByRole('switch').click()
  expect(await made(page)).not.toBe(known)
})

test('a LoRA for few steps says what it wants, and sets it', async ({ page }) => {
  await start(page)
  const name = 'a-rather-long-name-of-some-lcm-lora'
  await dropFile(page, `${name}.safetensors`, await readFile(`${addOns}/peft.safetensors`), '')
  const card = row(page, name)
  await expect(card).toContainText('it wants the LCM sampler, about 4 steps and no guidance')
  await page.screenshot({ path: test.info().outputPath('few-steps.png') })
  await card.getByRole('button', { name: 'Set them' }).click()
  await expect(card).not.toContainText('it wants the LCM sampler')
  await expect(page.getByRole('combobox', { name: 'Scheduler' })).toHaveText('LCM')
  await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('4')
  await made(page)
})

test('two learned words in one prompt are told to want a region each', async ({ page }) => {
  await start(page)
  const bytes = await readFile(`${addOns}/toy.safetensors`)
  const other = Buffer.from(bytes.toString('latin1').replaceAll('<toy>', '<hat>'), 'latin1')
  await dropFile(page, 'toy.safetensors', bytes, '')
  await dropFile(page, 'hat.safetensors', other, '')
  await row(page, 'toy').getByRole('button', { name: '<toy>' }).click()
  const told = page.getByText('“<toy>” and “<hat>” in one picture take after each other.')
  await expect(row(page, 'hat').getByRole('button', { name: '<hat>' })).toBeVisible()
  await expect(told).toBeHidden()
  await row(page, 'hat').getByRole('button', { name: '<hat>' }).click()
  await expect(told).toBeVisible()
  await told.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('together.png') })
  await row(page, 'hat').getByRole('switch').click()
  await expect(told).toBeHidden()
})

test('what cannot be used is said, and a recipe names what is missing', async ({ page }) => {
  await start(page)
  await dropFile(page, 'old.pt', Buffer.from('PK\u0003\u0004 a pickle'), '')
  await expect(row(page, 'old')).toContainText('is a pickle, a format that can run programs')
  await page.getByRole('button', { name: 'Remove old' }).click()

  await openFile(page, 'kohya')
  await expect(row(page, 'kohya')).toContainText(
    'Made for another family: it reads 16 numbers a token, and the checkpoint 24.',
  )
  await expect(row(page, 'kohya').getByRole('button', { name: 'sks toy' })).toBeVisible()
  await expect(row(page, 'kohya')).toContainText('It is left out until you choose a checkpoint that it fits.')
  await expect(row(page, 'kohya').getByRole('switch')).not.toBeChecked()
  await promptOf(page).fill('a house <lora:kohya:1>')
  await expect(page.locator('#run-obstacle')).toContainText('"kohya" is for checkpoints that read 16', {
    timeout: 60_000,
  })
  await expect(runButton(page)).toBeDisabled()
  await page.getByRole('button', { name: 'Remove kohya' }).click()

  await openFile(page, 'custom')
  await expect(row(page, 'custom')).toContainText('Custom Diffusion, ')
  await dropFile(page, 'copy.safetensors', await readFile(`${addOns}/custom.safetensors`), '')
  await expect(page.getByText('That file is open already, as custom.')).toBeVisible()
  await expect(row(page, 'copy')).toBeHidden()

  await page.reload()
  await expect(row(page, 'custom')).toContainText('Its file is not open here.')
})
