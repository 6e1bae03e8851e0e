// What people type into number fields, in every way that they write numbers: it is taken as meant, or said what is wrong with it.
import { expect, test, type Locator, type Page } from 'playwright/test'
import { canvasOf, engineReady, historyOf, openEditor, openExample } from './editorPage'

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
/** Notices have an alert of their own, for screen readers. */
const said = (page: Page) => page.locator('[role="alert"][data-open]')

/** Replaces what stands in the field, by keys or by pasting, and leaves it. */
async function enter(page: Page, into: Locator, text: string, way: 'type' | 'paste'): Promise<void> {
  await into.focus()
  await page.keyboard.press('Control+a')
  if (way === 'type') await page.keyboard.type(text)
  else {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text)
    await page.keyboard.press('Control+v')
  }
  await page.keyboard.press('Tab')
}

for (const way of ['type', 'paste'] as const)
  test(`a number is understood however it is written (${way})`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openEditor(page, { checkpoint: 'instruct' })
    await openExample(page, 'make the cat blue')
    await engineReady(page)
    const steps = field(page, 'Steps')
    for (const [text, taken, words] of [
      ['12', '12', undefined],
      ['1e2', '100', undefined],
      ['3,7', '4', undefined],
      [' 30 ', '30', undefined],
      ['٣٠', '30', undefined],
      ['1 000', '1000', undefined],
      ['1e308', '1000', 'At most 1000.'],
      ['-5', '1', 'At least 1.'],
      ['NaN', '1', '“NaN” is not a number.'],
      ['1/2', '1', '“1/2” is not a number.'],
    ] as const) {
      await enter(page, steps, text, way)
      await expect(steps, text).toHaveValue(taken)
      if (words === undefined) await expect(said(page), text).toBeHidden()
      else await expect(said(page), text).toHaveText(words)
    }
    const guidance = field(page, 'Follow the instruction')
    for (const [text, taken] of [
      ['1,5', '1.5'],
      ['٢٫٥', '2.5'],
      ['-', '2.5'],
    ] as const) {
      await enter(page, guidance, text, way)
      await expect(guidance, text).toHaveValue(taken)
    }
    const edge = field(page, 'Soft edge')
    await enter(page, edge, '12 px', way)
    await expect(edge).toHaveValue('12')
  })

test('-1 asks for any seed; one that no generator takes is said', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'More settings' }).click()
  const seed = field(page, 'Seed')
  const [kept, drawn] = ['New seed for each run', 'Keep the seed'].map((name) =>
    page.getByRole('button', { name, exact: true }),
  ) as [Locator, Locator]
  await enter(page, seed, '7', 'type')
  await expect(kept).toBeVisible()
  await enter(page, seed, '-1', 'type')
  await expect(seed).not.toHaveValue('7')
  await expect(seed).toHaveValue(/^\d+$/)
  await expect(drawn).toBeVisible()

  await enter(page, seed, '9007199254740993', 'type')
  await expect(said(page)).toHaveText('At most 9007199254740991.')
  await enter(page, seed, '7', 'type')
  await enter(page, seed, '-3', 'type')
  await expect(page.getByText('A seed is a whole number from 0 to').first()).toBeVisible()
  await expect(seed).toHaveValue('7')
})

test('a field is red while no number stands in it, and Escape brings back what was there', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const steps = field(page, 'Steps')
  await expect(steps).toHaveValue('20')
  await steps.fill('2x')
  await expect(steps).toHaveAttribute('aria-invalid', 'true')
  await steps.fill('')
  await expect(steps).not.toHaveAttribute('aria-invalid', 'true')
  await steps.press('Tab')
  await expect(steps).toHaveValue('20')

  await steps.fill('33')
  await expect(page.getByRole('slider', { name: 'Steps' })).toHaveAttribute('aria-valuenow', '33')
  await steps.press('Escape')
  await expect(steps).toHaveValue('20')
  await expect(page.getByRole('slider', { name: 'Steps' })).toHaveAttribute('aria-valuenow', '20')
  await expect(canvasOf(page)).toBeFocused()

  const guidance = field(page, 'Follow the instruction')
  await guidance.fill('5')
  for (const [key, value] of [
    ['ArrowUp', '5.5'],
    ['Alt+ArrowDown', '5.45'],
    ['Shift+ArrowUp', '10.45'],
  ] as const) {
    await guidance.press(key)
    await expect(guidance).toHaveValue(value)
  }
})

test('a layer is never made too large for memory, and a crop never too small', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('v')
  await field(page, 'Width of the layer').fill('8000')
  await field(page, 'Width of the layer').press('Enter')
  await field(page, 'Height of the layer').fill('1e9')
  await field(page, 'Height of the layer').press('Enter')
  await expect(
    page.getByRole('heading', { name: /The layer is 8000x65535 pixels, more than the 64 million/ }),
  ).toBeVisible()
  await expect(field(page, 'Height of the layer')).toHaveValue('512')
  expect((await historyOf(page)).steps.filter((step) => step === 'Transform layer')).toHaveLength(1)

  await canvasOf(page).focus()
  await page.keyboard.press('c')
  await field(page, 'Width of the new canvas').fill('0')
  await field(page, 'Width of the new canvas').press('Enter')
  await expect(field(page, 'Width of the new canvas')).toHaveValue('16')
  await expect(said(page)).toHaveText('At least 16.')
})

test('a typed opacity is one step, whatever it is on the way', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  const before = (await historyOf(page)).steps.length
  await page.getByRole('tab', { name: 'Layers' }).click()
  const opacity = field(page, 'Opacity')
  await opacity.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('45')
  await page.keyboard.press('Enter')
  await expect(opacity).toHaveValue('45')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('70')
  await page.keyboard.press('Tab')
  expect((await historyOf(page)).steps.slice(before)).toEqual(['Layer opacity', 'Layer opacity'])
  await page.getByRole('tab', { name: 'Layers' }).click()
  await canvasOf(page).focus()
  await page.keyboard.press('Control+z')
  await expect(opacity).toHaveValue('45')
})
