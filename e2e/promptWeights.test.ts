// Prompts as a person types them: weights seen and changed by keys, tokens counted, mistakes told; and edits of the model.
import { expect, test, type Locator, type Page } from 'playwright/test'
import { violationsOf } from './axe'
import { engineReady, openEditor, promptOf, resultsOf, runButton, setSteps } from './editorPage'
import { addGuide, cardOf } from './guidePanel'

async function generate(page: Page): Promise<void> {
  await openEditor(page, { checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await engineReady(page)
  await page.getByRole('textbox', { name: 'Seed' }).fill('7')
  await setSteps(page, 2)
}

const weights = (page: Page) => page.getByRole('group', { name: 'Weights in the text' }).first()

/** Runs the edit, and gives the pixels of the result that is shown. */
async function run(page: Page, count: number): Promise<string> {
  await runButton(page).click()
  const pictures = resultsOf(page).getByRole('listitem')
  await expect(pictures).toHaveCount(count, { timeout: 120_000 })
  return pictures
    .last()
    .locator('canvas, img')
    .first()
    .evaluate((one) => (one instanceof HTMLCanvasElement ? one.toDataURL() : (one as HTMLImageElement).src))
}

test('weights are shown in the prompt, changed by keys, undone, and do what they say', async ({ page }) => {
  await generate(page)
  const prompt = promptOf(page)
  await prompt.fill('a red cat in the snow')
  await expect(page.getByText('6 / 75 tokens')).toBeVisible()
  const plain = await run(page, 1)

  await prompt.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(2, 5))
  for (let times = 0; times < 4; times++) await prompt.press('Control+ArrowUp')
  await expect(prompt).toHaveValue('a (red:1.4) cat in the snow')
  await expect(weights(page).getByRole('button', { name: 'red ×1.4' })).toBeVisible()
  // Brackets and numbers are no tokens.
  await expect(page.getByText('6 / 75 tokens')).toBeVisible()
  await prompt.press('Control+ArrowDown')
  await expect(prompt).toHaveValue('a (red:1.3) cat in the snow')
  await prompt.press('Control+z')
  await expect(prompt).toHaveValue('a (red:1.4) cat in the snow')
  await page.screenshot({ path: test.info().outputPath('weights.png') })
  expect(await violationsOf(page)).toEqual([])
  expect(await run(page, 2)).not.toBe(plain)

  // Chosen in the list, the words are selected in the text.
  await weights(page).getByRole('button', { name: 'red ×1.4' }).click()
  await page.keyboard.type('blue')
  await expect(prompt).toHaveValue('a (blue:1.4) cat in the snow')
})

test('what is hardly meant is said while it is typed, and stops nothing', async ({ page }) => {
  await generate(page)
  await promptOf(page).fill('a (red:1,3) cat')
  await expect(page.getByText('The weight "1,3" of the prompt is not a number.')).toBeVisible()
  for (const [typed, told] of [
    ['a (red:abc) cat', '"(red:abc)" of the prompt has no weight: "abc" is no number and is read as words.'],
    ['a (red:) cat', 'The weight "" of the prompt is not a number.'],
    ['a (red)abc cat', '"abc" behind a bracket of the prompt is read as words, not as its weight.'],
    ['a [red:blue:now] cat', '"now" is no number, and all is read as words.'],
    ['a cat <lora:>', '"<lora:>" of the prompt names no add-on and is read as words.'],
  ] as const) {
    await promptOf(page).fill(typed)
    await expect(page.getByText(told)).toBeVisible()
    await expect(runButton(page)).toBeEnabled()
  }
  await promptOf(page).fill('('.repeat(4000) + 'a cat')
  const told = '4000 brackets of the prompt are never closed.'
  await expect(page.getByText(told)).toBeVisible()
  const notice = page.getByRole('heading', { name: told })
  await Promise.all([run(page, 1), expect(notice).toBeVisible({ timeout: 120_000 })])
  const long = Array.from({ length: 90 }, () => 'cat').join(' ')
  await promptOf(page).fill(long)
  await expect(page.getByText('90 / 75 tokens: the rest is read in chunks')).toBeVisible()
})

test('a prompt that is too long to be run says so before', async ({ page }) => {
  await generate(page)
  await promptOf(page).fill('('.repeat(10_000) + 'a cat')
  await expect(page.getByText('The prompt is longer than 10,000 characters. Shorten it.')).toBeVisible()
  await expect(runButton(page)).toBeDisabled()
  await promptOf(page).fill('('.repeat(9995) + 'a cat')
  await expect(runButton(page)).toBeEnabled()
  await run(page, 1)
})

test('an edit of the model changes what every prompt gives, until it is switched off', async ({ page }) => {
  await generate(page)
  await promptOf(page).fill('a photo of a ball')
  const plain = await run(page, 1)
  await addGuide(page, 'Model editing')
  const card = cardOf(page, 'Model editing')
  await card.getByRole('textbox', { name: 'From' }).fill('a ball')
  await card.getByRole('textbox', { name: 'To' }).fill('a house')
  await expect(runButton(page)).toBeDisabled()
  await expect(page.getByRole('status').filter({ hasText: '“To” of edit 1 leaves out “ball”' })).toBeVisible()
  await card.getByRole('textbox', { name: 'To' }).fill('a ball')
  await expect(card).toContainText('“From” and “To” of edit 1 say the same, so it changes nothing.')
  await card.getByRole('textbox', { name: 'To' }).fill('a green ball at night')
  await page.screenshot({ path: test.info().outputPath('model-editing.png') })
  expect(await run(page, 2)).not.toBe(plain)
  await card.getByRole('switch', { name: 'Model editing on' }).click()
  expect(await run(page, 3)).toBe(plain)
})

test('the keys weigh the selected words in every field that is a prompt', async ({ page }) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await engineReady(page)
  async function weighs(field: Locator) {
    await field.fill('a red cat')
    await field.evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(2, 5))
    await field.press('Control+ArrowUp')
    await expect(field).toHaveValue('a (red:1.1) cat')
    await field.press('Control+ArrowDown')
    await field.press('Control+ArrowDown')
    await expect(field).toHaveValue('a (red:0.9) cat')
  }
  await weighs(promptOf(page))
  await page.getByRole('button', { name: 'More settings' }).click()
  await weighs(page.getByRole('textbox', { name: 'Negative prompt' }).first())
  await addGuide(page, 'Concepts (SEGA)')
  await weighs(cardOf(page, 'Concepts (SEGA)').getByRole('textbox', { name: 'Concept', exact: true }))
  await addGuide(page, 'Regions')
  const regions = cardOf(page, 'Regions')
  await weighs(regions.getByRole('textbox', { name: 'Prompt', exact: true }))
  await regions.getByRole('button', { name: /^More/ }).first().click()
  await weighs(regions.getByRole('textbox', { name: 'Negative prompt' }))
})
