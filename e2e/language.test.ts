// A language's texts are a file of their own, which those who read English never load.
import { expect, test, type Page } from 'playwright/test'
import { openEditor } from './editorPage'

const koreanTexts = '**/korean-*.js'

async function chooseKorean(page: Page): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('dialog').getByRole('button', { name: '한국어' }).click()
}

test('Korean is loaded when it is chosen, and shown from the start the next time', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await openEditor(page, { engine: 'asleep' })
  await expect(page.getByRole('button', { name: 'Open a picture' })).toBeVisible()
  expect(asked.filter((address) => address.includes('korean'))).toEqual([])
  await chooseKorean(page)
  await expect(page.getByRole('dialog', { name: '설정' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await page.reload()
  await expect(page.getByRole('button', { name: '그림 열기' })).toBeVisible()
})

test('where its file cannot be read, the page stays as it is and says so', async ({ page }) => {
  await page.route(koreanTexts, (route) => route.abort())
  await openEditor(page, { engine: 'asleep' })
  await chooseKorean(page)
  await expect(
    page.getByRole('heading', { name: 'The texts of this language could not be read.' }),
  ).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test.describe('of a browser that prefers Korean', () => {
  test.use({ locale: 'ko-KR' })

  test('a page whose file cannot be read opens in English', async ({ page }) => {
    await page.route(koreanTexts, (route) => route.abort())
    await openEditor(page, { engine: 'asleep' })
    await expect(page.getByRole('button', { name: 'Open a picture' })).toBeVisible()
    await expect(
      page.getByRole('heading', { name: 'The texts of this language could not be read.' }),
    ).toBeVisible()
  })
})
