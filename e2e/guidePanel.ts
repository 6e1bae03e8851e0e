// Guides as a person adds them, for the browser tests.
import { expect, type Locator, type Page } from 'playwright/test'

/** The card of a guide. */
export const cardOf = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

export const guideGallery = (page: Page): Locator => page.getByRole('dialog', { name: 'Add a guide' })

/** Adds a guide from the gallery, whose card is then seen. */
export async function addGuide(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a guide' }).click()
  await guideGallery(page)
    .getByRole('button', { name: `Add ${name}`, exact: true })
    .click()
  await expect(guideGallery(page)).toBeHidden()
  await expect(cardOf(page, name)).toBeInViewport()
}
