import type { Page } from 'playwright/test'

/** Ends the tab's process at once: nothing in it runs any more, and what it was writing is cut off. Gives the moment. */
export async function killTab(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  const killedAt = Date.now()
  client.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
  return killedAt
}
