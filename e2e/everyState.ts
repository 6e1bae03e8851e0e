// Every state of the page, one after the other, in either language: for tests that look at all of them.
import type { Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { guideText } from '../src/strings/guideText'
import { text, type TextKey } from '../src/strings/text'
import { loadLanguage, type Language } from '../src/strings/translation'
import { guideMetas } from '../workers/guidance/list'
import { canvasOf, drag, openEditor } from './editorPage'

/** Goes through the page's states and names each while it is shown. */
export async function* everyState(page: Page, language: Language): AsyncGenerator<string> {
  await loadLanguage(language)
  const t = (key: TextKey) => text(language, key)
  const button = (key: TextKey) => page.getByRole('button', { name: t(key), exact: true }).first()
  const dialog = page.getByRole('dialog')
  const closed = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }

  await openEditor(page, { checkpoint: 'instruct' })
  const example = page.getByRole('button', { name: 'make the cat blue' })
  await expect(example).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('wasm').first()).toBeVisible({ timeout: 120_000 })
  yield 'start'
  await button('start.generate').click()
  await expect(page.getByRole('region', { name: t('generate.title') })).toBeVisible()
  yield 'a new picture'
  await button('generate.back').click()
  await button('world.examples').click()
  await expect(dialog).toBeVisible()
  yield 'dialog Toyland'
  await closed()

  await example.click()
  await expect(canvasOf(page)).toHaveAccessibleName(/512/)
  for (const key of ['h', 'v', 'b', 'e', 'r', 'o', 'l', 'w', 'p', 'i', 'c']) {
    await page.keyboard.press(key)
    yield `tool ${key}`
  }
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.5], [0.6, 0.5])
  yield 'masked'

  for (const group of ['file', 'edit', 'mask', 'layer', 'view', 'help'] as const) {
    await button(`group.${group}`).click()
    await expect(page.getByRole('menu')).toBeVisible()
    yield `menu ${group}`
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
  }
  for (const action of ['action.about', 'action.tour'] as const) {
    await button('group.help').click()
    await page.getByRole('menuitem', { name: t(action) }).click()
    await expect(dialog).toBeVisible()
    yield `dialog ${action}`
    await closed()
  }
  for (const [group, action] of [
    ['file', 'action.batch'],
    ['file', 'action.teach'],
    ['edit', 'action.grid'],
    ['edit', 'action.resize'],
  ] as const) {
    await button(`group.${group}`).click()
    await page.getByRole('menuitem', { name: t(action) }).click()
    await expect(dialog).toBeVisible()
    yield `dialog ${action}`
    await closed()
  }
  for (const keys of ['Control+k', '?', 'Control+s', 'Control+,']) {
    await page.keyboard.press(keys)
    await expect(dialog).toBeVisible()
    yield `dialog ${keys}`
    await closed()
  }
  await button('action.checkpoint').click()
  await expect(dialog).toBeVisible()
  yield 'dialog checkpoint'
  await closed()
  await page.getByRole('combobox', { name: t('panel.scheduler') }).click()
  await expect(page.getByRole('listbox')).toBeVisible()
  yield 'list of schedulers'
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toBeHidden()

  const add = button('panel.addGuide')
  await add.click()
  await expect(dialog).toBeVisible()
  yield 'dialog guides'
  const concepts = guideText(language, guideMetas.get('sega')!).label
  await dialog.getByRole('button', { name: text(language, 'guide.add', { guide: concepts }) }).click()
  await expect(dialog).toBeHidden()
  const card = page.getByRole('region', { name: concepts, exact: true })
  await card.getByRole('button', { name: t('guide.curve') }).click()
  for (const more of await card.getByRole('button', { name: t('guide.more') }).all()) await more.click()
  yield 'guide with a curve, and what it lacks'
  await card.getByRole('button', { name: t('guide.paintMask') }).click()
  yield 'guide with a mask of its own'
  await page.keyboard.press('Control+z')
  await card.getByRole('button', { name: text(language, 'panel.removeGuide', { guide: concepts }) }).click()
  await expect(page.getByText(text(language, 'panel.removed', { name: concepts })).first()).toBeVisible()
  yield 'a guide that was removed'
  // Its notice goes by itself.
  await expect(dialog).toBeHidden({ timeout: 60_000 })

  for (const trigger of [/wasm/, new RegExp(`^${t('saved.saved')}$`)]) {
    await page.getByRole('contentinfo').getByRole('button', { name: trigger }).click()
    await expect(dialog).toBeVisible()
    yield `status ${trigger.source}`
    await closed()
  }

  const steps = page.getByRole('textbox', { name: t('panel.steps') })
  await steps.fill('1000')
  await steps.press('Control+Enter')
  await expect(page.getByRole('list', { name: t('run.progress') })).toBeVisible()
  yield 'running'
  await page.keyboard.press('Control+.')
  await expect(page.getByRole('list', { name: t('run.progress') })).toBeHidden({ timeout: 60_000 })
  const discard = button('stage.discard')
  if (await discard.isVisible()) await discard.click()
  // The field would take the key.
  await canvasOf(page).focus()
  await page.keyboard.press('Shift+L')
  await expect(page.getByRole('img', { name: t('live.picture') })).toBeVisible({ timeout: 60_000 })
  yield 'live painting'
  await page.keyboard.press('Shift+L')

  await steps.fill('2')
  const count = page.getByRole('textbox', { name: t('panel.candidates') })
  await count.fill('3')
  await count.press('Control+Enter')
  await expect(page.locator('[data-result]')).toHaveCount(3, { timeout: 120_000 })
  await page.locator('[data-result]').nth(1).press(' ')
  yield 'results side by side'
  await page.locator('[data-result]').last().press('Enter')
  await expect(button('stage.accept')).toBeVisible()
  yield 'staged'
  await button('stage.showSplit').click()
  yield 'compared'
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    yield `tab ${(await tab.textContent()) ?? ''}`
  }

  const file = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['no picture'], 'notes.txt'))
    return data
  })
  await page.dispatchEvent('[data-canvas]', 'drop', { dataTransfer: file })
  await expect(page.getByText('notes.txt').first()).toBeVisible()
  yield 'error'
}
