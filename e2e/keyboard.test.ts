// A whole edit without a mouse: everything is reached with Tab and keys, as by people who use no pointer.
import { expect, test, type Page } from 'playwright/test'
import { canvasHash, canvasOf, colourAt, engineReady, openEditor } from './editorPage'
import { systemDialogs } from './systemDialogs'

test.beforeEach(({ context }) => systemDialogs.without.prepare(context))

/** Presses Tab until the control with that name has the focus, as a person would; Shift goes backwards. */
async function tabTo(
  page: Page,
  role: string,
  name: RegExp,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const focused = page.locator(':focus')
  for (let presses = 0; presses < 150; presses++) {
    if (await focused.and(page.getByRole(role as 'button', { name })).count()) return
    await page.keyboard.press(key)
  }
  throw new Error(`No ${role} ${String(name)} is reached with ${key}.`)
}

test('a picture is opened, masked, edited, accepted and exported by keyboard alone', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await expect(page.getByRole('button', { name: 'make the cat blue' })).toBeVisible()
  await tabTo(page, 'button', /make the cat blue/)
  await page.keyboard.press('Enter')
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  const picture = await canvasHash(page)
  const [inside, outside] = [await colourAt(page, 0.5, 0.5), await colourAt(page, 0.33, 0.1)]

  // A rectangle: its tool by key, its sides typed.
  await page.keyboard.press('r')
  await tabTo(page, 'textbox', /Left edge of the shape/)
  for (const side of ['160', '160', '192', '192']) {
    await page.keyboard.press('Control+a')
    await page.keyboard.type(side)
    await page.keyboard.press('Tab')
  }
  await tabTo(page, 'button', /Put the shape into the mask/)
  await page.keyboard.press('Enter')
  await expect.poll(() => colourAt(page, 0.5, 0.5)).not.toEqual(inside)
  expect(await colourAt(page, 0.33, 0.1)).toEqual(outside)

  await tabTo(page, 'textbox', /^Instruction$/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('make the cat red')
  await tabTo(page, 'textbox', /^Steps$/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Results' })).toBeVisible({ timeout: 120_000 })

  await tabTo(page, 'button', /^Accept/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Results' })).toBeHidden()
  expect(await canvasHash(page)).not.toBe(picture)

  await page.keyboard.press('Control+s')
  await expect(page.getByRole('dialog')).toBeVisible()
  await tabTo(page, 'button', /^Save$/)
  const exported = await systemDialogs.without.saved(page, () => page.keyboard.press('Enter'))
  expect(exported.name).toBe('cat-meadow.png')
  expect(exported.bytes.toString('latin1')).toContain('make the cat red')
})

/** What has the focus, in words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
  })

test('whatever is opened gives the focus back when it closes', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await page.getByRole('button', { name: 'make the cat blue' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  const dialog = page.getByRole('dialog')
  for (const from of [canvasOf(page), page.getByRole('button', { name: 'Mask brush', exact: true })])
    for (const keys of ['Control+k', '?', 'Control+s', 'Control+,']) {
      await from.focus()
      await page.keyboard.press(keys)
      await expect(dialog).toBeVisible()
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null))
        .toBe(true)
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await expect(from, keys).toBeFocused()
    }
  for (const name of [
    'Add a guide',
    'Open a checkpoint…',
    'Add a LoRA, embedding or VAE',
    'Teach it something new',
  ]) {
    const button = page.getByRole('button', { name, exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(button).toBeFocused()
  }
  for (const [menu, item] of [
    ['Help', 'About, and what it can do'],
    ['Edit', 'Compare settings in a grid'],
    ['File', 'This edit on many pictures'],
  ] as const) {
    await page.getByRole('button', { name: menu, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: item }).focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect.poll(() => focused(page), item).toBe(menu)
  }

  // What the palette does is not undone by its closing.
  await canvasOf(page).focus()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('go to the prompt')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Instruction', exact: true })).toBeFocused()
})
