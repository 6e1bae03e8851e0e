// What axe finds wrong with a page.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright/test'

/** A line for each violation of a page whose colours have settled: a button on its way from one to another is no state. */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    // One that is taken back ends as well.
    return Promise.allSettled(ending.map(({ finished }) => finished))
  })
  // The page has no frames of other origins, so that axe may run in it alone: no second page is opened, which takes twice as long again.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
