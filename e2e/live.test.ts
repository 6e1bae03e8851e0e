// Live painting: the edit follows the pen, the next stroke takes back what was on its way, and a result can be kept.
import { expect, test } from 'playwright/test'
import { canvasHash, drag, engineReady, openEditor, openExample, resultsOf } from './editorPage'

test('the edit follows what is painted, beside the picture or over it, until a result is kept', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const live = page.getByRole('region', { name: 'Live' })
  const picture = live.getByRole('img', { name: 'What the edit makes of the picture now' })
  const shown = () =>
    picture.evaluate((element: HTMLCanvasElement) => {
      const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height)
      return data.reduce((hash, value) => (Math.imul(hash, 31) + value) | 0, 0)
    })
  await page.getByRole('button', { name: /^Live painting/ }).click()
  await expect(picture).toBeVisible({ timeout: 60_000 })
  const first = await shown()

  await page.keyboard.press('p')
  for (let i = 0; i < 12; i++) await page.keyboard.press(']')
  await drag(page, [0.2, 0.8], [0.8, 0.8])
  await expect.poll(shown, { timeout: 60_000 }).not.toBe(first)
  await page.keyboard.press('Control+z')
  await expect.poll(shown, { timeout: 60_000 }).toBe(first)
  // Nothing of it is in the queue or the history.
  await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden()
  await expect(resultsOf(page)).toBeHidden()

  const painted = await canvasHash(page)
  await live.getByRole('button', { name: 'Show it over the picture' }).click()
  await expect.poll(() => canvasHash(page)).not.toBe(painted)
  const over = await canvasHash(page)
  await live.getByRole('button', { name: 'Keep this result' }).click()
  await expect(resultsOf(page)).toBeVisible()
  await expect(live).toBeHidden()
  await expect.poll(() => canvasHash(page)).toBe(over)
  await page.keyboard.press('Shift+L')
  await page.getByRole('button', { name: 'Discard' }).first().click()
  await expect.poll(() => canvasHash(page)).toBe(painted)
})
