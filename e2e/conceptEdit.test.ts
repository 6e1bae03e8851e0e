// "Turn one thing into another" on a picture of one's own, from the dropped file to the accepted result, with Toyland's base.
import { readFile } from 'node:fs/promises'
import { expect, test, type Locator, type Page } from 'playwright/test'
import {
  colourAt,
  dropFile,
  engineReady,
  openEditor,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { addGuide, cardOf } from './guidePanel'

const guide = 'Turn one thing into another'
const sega = 'Concepts (SEGA)'

async function openPicture(page: Page): Promise<Locator> {
  await openEditor(page)
  await engineReady(page)
  await dropFile(page, 'mine.png', await readFile('public/pictures/cat-meadow.png'))
  await choose(page, 'Checkpoint', /^toyland\/base/)
  await addGuide(page, guide)
  return cardOf(page, guide)
}

async function choose(page: Page, what: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: what, exact: true }).click()
  await page.getByRole('option', { name: option }).first().click()
}

test('a dropped picture is described, seen as it comes back from its noise, and its cat becomes a dog', async ({
  page,
}) => {
  test.setTimeout(480_000)
  const card = await openPicture(page)
  // The caption by Toyland's captioner, which a person then changes.
  await page.getByRole('button', { name: 'Describe the picture: Prompt' }).click()
  await expect(promptOf(page)).toHaveValue(/cat/, { timeout: 120_000 })
  await promptOf(page).fill('an orange cat in a meadow')
  await card.getByRole('textbox', { name: 'From', exact: true }).fill('cat')
  await card.getByRole('textbox', { name: 'To', exact: true }).fill('dog')
  // A caption that does not fit is told.
  await promptOf(page).fill('a house in a meadow')
  await expect(card).toContainText('The prompt does not name “cat”.')
  await promptOf(page).fill('an orange cat in a meadow')
  await expect(card).not.toContainText('does not name')
  await setSteps(page, 20)
  const strength = page.getByRole('textbox', { name: 'Strength', exact: true }).first()
  await strength.fill('1')
  await strength.press('Tab')

  // A sampler that draws noise would not find the way back.
  await choose(page, 'Scheduler', /^Euler ancestral/)
  await expect(card).toContainText(
    /turns the picture into noise and back, and Euler ancestral draws new noise/,
  )
  await expect(runButton(page)).toBeDisabled()
  await page.screenshot({ path: 'test-results/concept-ancestral.png' })
  await choose(page, 'Scheduler', /^DDIM/)
  await expect(card).not.toContainText('draws new noise')

  await card.getByRole('button', { name: 'Show the reconstruction' }).click()
  const shown = card.getByRole('list', { name: `${guide}: what it shows` })
  await expect(shown).toContainText('Reconstruction', { timeout: 180_000 })
  const look = shown.getByRole('button', { name: /Reconstruction/ }).first()
  await look.hover()
  await page.mouse.down()
  await page.screenshot({ path: 'test-results/concept-reconstruction.png' })
  // Held, it lies on the canvas: an orange cat in the middle of green.
  const [red, , blue] = await colourAt(page, 0.5, 0.6)
  expect(red).toBeGreaterThan(blue! + 40)
  await page.mouse.up()

  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  await page.screenshot({ path: 'test-results/concept-result.png' })
  await resultsOf(page).getByRole('button', { name: 'Accept' }).click()
})

test('a direction is named, used again with other concepts typed, and one’s own sentences are kept with it', async ({
  page,
}) => {
  const card = await openPicture(page)
  const [from, to] = ['From', 'To'].map((name) => card.getByRole('textbox', { name, exact: true }))
  await from!.fill('cat')
  await to!.fill('dog')
  await card.getByRole('button', { name: /^More/ }).click()
  const sentences = card.getByRole('textbox', { name: 'Sentences about the first' })
  await sentences.fill('a cat in a meadow\na small cat')
  const remembered = card.getByRole('button', { name: /^Remembered: / })
  await remembered.click()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toHaveValue('cat → dog')
  await name.fill('felines to canines')
  await name.press('Enter')
  await page.screenshot({ path: 'test-results/concept-remembered.png' })
  await page.keyboard.press('Escape')
  await from!.fill('house')
  await to!.fill('car')
  await sentences.fill('')
  await page.reload()
  await engineReady(page)
  await remembered.click()
  await page.getByRole('button', { name: 'Use “felines to canines”' }).click()
  await expect(from!).toHaveValue('cat')
  await expect(to!).toHaveValue('dog')
  await card.getByRole('button', { name: /^More/ }).click()
  await expect(sentences).toHaveValue('a cat in a meadow\na small cat')
})

test('concepts are remembered, and used again with another prompt and with InstructPix2Pix', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await promptOf(page).fill('a red ball')
  await setSteps(page, 2)
  await addGuide(page, sega)
  const card = cardOf(page, sega)
  const concept = card.getByRole('textbox', { name: 'Concept', exact: true })
  await concept.fill('a ball in the snow')
  const remembered = card.getByRole('button', { name: /^Remembered: / })
  await remembered.click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Remove ${sega}` }).click()

  async function runsAgain() {
    await addGuide(page, sega)
    await expect(concept).toHaveValue('')
    await expect(runButton(page)).toBeDisabled()
    await remembered.click()
    await page.getByRole('button', { name: 'Use “a ball in the snow”' }).click()
    await expect(concept).toHaveValue('a ball in the snow')
    await runButton(page).click()
    await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden({ timeout: 120_000 })
    await resultsOf(page).getByRole('button', { name: 'Accept' }).click()
    // The page is left for another checkpoint, where the picture is edited.
    await expect(resultsOf(page)).toBeHidden()
    await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Saved' })).toBeVisible()
  }
  await promptOf(page).fill('a green house')
  await runsAgain()

  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Edit picture' }).click()
  await promptOf(page).fill('make the house blue')
  await setSteps(page, 2)
  await page.getByRole('button', { name: `Remove ${sega}` }).click()
  await runsAgain()
})
