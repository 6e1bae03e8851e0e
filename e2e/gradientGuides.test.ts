// Guides that need gradients, as a person uses them: words are clicked, concepts typed, and the edit runs, on wasm, or with
// `WEBGPU_GUIDES=1` on WebGPU.
import { expect, test, type Page } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf, resultsOf, runButton, setSteps } from './editorPage'
import { addGuide, cardOf } from './guidePanel'

async function openWith(page: Page, guide: string): Promise<void> {
  const { name } = test.info().project
  await openEditor(page, { checkpoint: 'tiny-vae', backend: name })
  await openExample(page, 'make the cat blue')
  expect(await engineReady(page)).toMatch(name === 'webgpu' ? /^WebGPU/ : /^wasm/)
  await promptOf(page).fill('a red ball and a blue car')
  // Shaders of a gradient are compiled on the CPU for minutes; more steps compile no others, and one would change nothing at the usual strength.
  await setSteps(page, name === 'webgpu' ? 2 : 4)
  await addGuide(page, guide)
}

async function run(page: Page): Promise<void> {
  await runButton(page).click()
  const onWebGpu = test.info().project.name === 'webgpu'
  // A gradient that is no number ends in a sentence, not in a result.
  await expect(resultsOf(page)).toBeVisible({ timeout: onWebGpu ? 800_000 : 120_000 })
  await page.screenshot({
    path: `test-results/${test.info().title.replaceAll(' ', '-')}-${test.info().project.name}.png`,
  })
}

test('words that must not be forgotten are clicked in the prompt', async ({ page }) => {
  const guide = 'No word forgotten'
  await openWith(page, guide)
  await expect(runButton(page)).toBeDisabled()
  const words = cardOf(page, guide).getByRole('group', { name: 'Words' })
  await words.getByRole('button', { name: 'ball' }).click()
  await words.getByRole('button', { name: 'car' }).click()
  await expect(words.getByRole('button', { name: 'car' })).toHaveAttribute('aria-pressed', 'true')
  await run(page)
})

test('one thing is turned into another', async ({ page }) => {
  const guide = 'Turn one thing into another'
  await openWith(page, guide)
  await cardOf(page, guide).getByRole('textbox', { name: 'From' }).fill('ball')
  await cardOf(page, guide).getByRole('textbox', { name: 'To' }).fill('cat')
  await run(page)
})
