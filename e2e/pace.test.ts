// A new person's first edits take four steps, until something is used that needs them all; both is said.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, resultsOf, runButton } from './editorPage'
import { addGuide, cardOf } from './guidePanel'

test('the first edit is fast, and takes all steps with a guide', async ({ page }, { outputDir }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const steps = page.getByRole('textbox', { name: 'Steps' })
  const pace = page.getByRole('group', { name: 'Pace' })
  await expect(steps).toHaveValue('4')
  await expect(pace.getByRole('button', { name: 'Fast' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText(/^Four steps without guidance/)).toBeVisible()
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  await page.screenshot({ path: `${outputDir}/first-edit.png` })

  await addGuide(page, 'Concepts (SEGA)')
  await expect(page.getByText('The edit takes 20 steps now.')).toBeVisible()
  await expect(steps).toHaveValue('20')
  // The panel is scrolled to the guide, and the window is not.
  const scrolled = () => page.evaluate(() => document.documentElement.scrollTop)
  await expect(cardOf(page, 'Concepts (SEGA)')).toBeInViewport()
  expect(await scrolled()).toBe(0)
  await expect(pace.getByRole('button', { name: 'Quality' })).toHaveAttribute('aria-pressed', 'true')
  await steps.scrollIntoViewIfNeeded()
  await page.screenshot({ path: `${outputDir}/with-a-guide.png` })
  await page.getByRole('button', { name: 'Remove Concepts (SEGA)' }).click()
  await expect(steps).toHaveValue('4')
})
