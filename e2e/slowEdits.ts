// Edits that take long on any machine, for tests of what is done meanwhile.
import type { Page } from 'playwright/test'

/** So many steps are not done before a test has acted, however fast the machine; schedulers can make 999 at most. */
export const endlessSteps = 900

/** To be called before the page is opened: `slowEditsAfter` works then. */
export async function prepareSlowEdits(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { postMessage } = Worker.prototype
    Worker.prototype.postMessage = function (message: unknown, ...rest: unknown[]) {
      const asked = message as { type?: string; recipe?: { steps: number } }
      const slow = Reflect.get(window, 'slowEdits') as { after: number; steps: number } | undefined
      if (slow && asked.type === 'edit' && asked.recipe) {
        slow.after -= 1
        if (slow.after < 0) {
          const changed = { ...asked, recipe: { ...asked.recipe, steps: slow.steps } }
          return Reflect.apply(postMessage, this, [changed, ...rest])
        }
      }
      return Reflect.apply(postMessage, this, [message, ...rest])
    }
  })
}

/** From now on the engine gets so many edits as they are; those that follow take long, until the page is loaded anew. */
export async function slowEditsAfter(page: Page, after: number, steps = endlessSteps): Promise<void> {
  await page.evaluate((slow) => Reflect.set(window, 'slowEdits', slow), { after, steps })
}
