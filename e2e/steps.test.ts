// While an edit runs, its steps draw what shows them and nothing else: no button or field flickers, moves or loses what is typed.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, runButton, setSteps } from './editorPage'
import { endlessSteps } from './slowEdits'

test('a step of an edit draws no button or field anew', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await setSteps(page, endlessSteps)
  await runButton(page).click()
  const stage = page.getByRole('list', { name: 'Progress' }).getByRole('status')
  await expect(stage).toHaveText(/Step \d+ of 900/, { timeout: 120_000 })
  // The time that is left is told from some step on; let it begin.
  await expect(stage).toHaveText(/left/)

  const seen = await page.evaluate(async () => {
    const pressable = 'button, input, textarea, [role="tab"], [role="slider"]'
    const controls = [...document.querySelectorAll(pressable)]
    /** What React last drew an element with: another object after each time that it was drawn. */
    const drawnWith = (element: Element) => {
      const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'))
      return key === undefined ? undefined : (Reflect.get(element, key) as unknown)
    }
    const before = controls.map(drawnWith)
    const changed = new Set<string>()
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const control = (target instanceof Element ? target : target.parentElement)?.closest(pressable)
        if (control) changed.add(control.outerHTML.slice(0, 80))
      }
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    const stage = document.querySelector('ol [role="status"]')
    const stages = new Set<string>()
    for (let rounds = 0; rounds < 400 && stages.size < 12; rounds++) {
      stages.add(/Step (\d+)/.exec(stage?.textContent ?? '')?.[1] ?? '')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    observer.disconnect()
    const drawn = controls.filter((control, at) => control.isConnected && drawnWith(control) !== before[at])
    return {
      controls: controls.length,
      known: before.filter((props) => props !== undefined).length,
      steps: stages.size,
      changed: [...changed],
      drawn: drawn.map((control) => control.getAttribute('aria-label') ?? control.textContent),
    }
  })
  // It has looked at something, and something has happened.
  expect(seen.controls).toBeGreaterThan(40)
  expect(seen.known).toBe(seen.controls)
  expect(seen.steps).toBeGreaterThan(10)
  expect(seen.changed).toEqual([])
  expect(seen.drawn).toEqual([])
  await page.keyboard.press('Control+.')
  await expect(stage).toBeHidden({ timeout: 60_000 })
})
