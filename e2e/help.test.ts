// Whoever does not know what a setting does is told where it stands, in one line, on every setting of the page.
import { expect, test, type Page } from 'playwright/test'
import { canvasOf, engineReady, openEditor, openExample } from './editorPage'

/** Names that say all there is to say: sizes, places and colours in numbers, and what belongs to a list. */
const plain =
  /^(Size|Opacity|Colour|Grow or shrink by|Shape|Columns|Rows|(Left|Upper) edge of|(Width|Height|Angle) of)/

/** The settings that neither have a sign beside their name nor a line of help. */
const untold = (page: Page, within: string): Promise<string[]> =>
  page.evaluate((within) => {
    const root = document.querySelector(within)
    if (!root) throw new Error(`There is no ${within}.`)
    const settings = 'input[type="text"], [role="slider"], [role="combobox"], [role="switch"]'
    return [...root.querySelectorAll(settings)].flatMap((setting) => {
      if (!setting.checkVisibility({ visibilityProperty: true })) return []
      const label = setting.closest('label')?.textContent?.trim()
      const name = setting.getAttribute('aria-label') ?? label ?? setting.id
      const sign = [...root.querySelectorAll('[data-help]')].some(
        (each) => each.getAttribute('aria-label') === `${name}?`,
      )
      const description = setting.getAttribute('aria-describedby')
      const line = description !== null && document.getElementById(description.split(' ')[0]!)?.textContent
      return sign || line ? [] : [name]
    })
  }, within)

test('every setting says what it does', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const told = async (within: string, least: number) => {
    const without = await untold(page, within)
    expect
      .soft(
        [...new Set(without)].filter((name) => !plain.test(name)),
        within,
      )
      .toEqual([])
    const all = await page
      .locator(`${within} :is([role="slider"], [role="combobox"], [role="switch"], input)`)
      .count()
    expect(all, within).toBeGreaterThanOrEqual(least)
  }
  const panel = 'section[aria-label="Edit panel"]'
  await page.getByRole('button', { name: 'More settings' }).click()
  await told(panel, 10)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await told(panel, 10)
  for (const key of ['b', 'r', 'w', 'p', 'c', 'v']) {
    await canvasOf(page).focus()
    await page.keyboard.press(key)
    await told('[role="toolbar"]', 1)
  }
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('dialog')).toBeVisible()
  await told('[role="dialog"]', 6)
  // And the sign says it.
  await page.getByRole('button', { name: 'Memory for undo?' }).click()
  await expect(page.getByText('More keeps more steps of the history.')).toBeVisible()
})
