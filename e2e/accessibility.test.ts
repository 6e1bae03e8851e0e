// No state of the page has a violation that axe can find, in dark and in light.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from 'playwright/test'
import { drag, engineReady, openEditor, openExample } from './editorPage'

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

for (const colorScheme of ['dark', 'light'] as const)
  test(`the main states, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await openEditor(page)
    await engineReady(page)
    await expect(page.getByRole('button', { name: 'make it night' })).toBeVisible()
    expect.soft(await violationsOf(page)).toEqual([])

    await openExample(page, 'make the cat blue')
    await drag(page, [0.4, 0.5], [0.6, 0.5])
    expect.soft(await violationsOf(page)).toEqual([])

    await page.getByRole('tab', { name: 'History' }).click()
    expect.soft(await violationsOf(page)).toEqual([])

    for (const keys of ['Control+k', '?', 'Control+s', 'Control+,']) {
      await page.keyboard.press(keys)
      await expect(page.getByRole('dialog')).toBeVisible()
      expect.soft(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }

    await page.getByRole('button', { name: 'Mask', exact: true }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    expect.soft(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('combobox', { name: 'Scheduler' }).click()
    await expect(page.getByRole('listbox')).toBeVisible()
    expect.soft(await violationsOf(page)).toEqual([])
  })
