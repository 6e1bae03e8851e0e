// A Mac's keys and clicks: Command is ours, Control is the system's.
import { expect, test } from 'playwright/test'
import { canvasOf, canvasPoint, drag, historyOf, openEditor, openExample, promptOf } from './editorPage'

test.use({
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
})

test('Command asks for actions, and Control is left to the system, with keys and with clicks', async ({
  page,
}) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  await canvasOf(page).focus()
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.4], [0.5, 0.5])
  await expect.poll(async () => (await historyOf(page)).current).toBe('Paint mask')

  // A click with Control is one with the right button: nothing is painted, also where it is dragged a little.
  const { steps } = await historyOf(page)
  const { x, y } = await canvasPoint(page, 0.6, 0.3)
  await canvasOf(page).evaluate(
    (canvas, { x, y }) => {
      const at = { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, ctrlKey: true, buttons: 1 }
      for (const [type, by] of [
        ['pointerdown', 0],
        ['pointermove', 9],
        ['pointerup', 9],
      ] as const)
        canvas.dispatchEvent(new PointerEvent(type, { ...at, clientX: x + by, clientY: y }))
    },
    { x, y },
  )
  expect((await historyOf(page)).steps).toEqual(steps)

  // In text fields Control goes by lines and characters, as everywhere on a Mac; on the canvas it is nothing of ours.
  await promptOf(page).click()
  const isLeft = (event: { key: string; code: string; ctrlKey?: true; metaKey?: true }) =>
    page.evaluate(
      (given) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...given }),
        ),
      event,
    )
  for (const letter of ['a', 'e', 'k', 'z'])
    expect(await isLeft({ key: letter, code: `Key${letter.toUpperCase()}`, ctrlKey: true })).toBe(true)
  await canvasOf(page).focus()
  expect(await isLeft({ key: 'z', code: 'KeyZ', ctrlKey: true })).toBe(true)
  expect((await historyOf(page)).current).toBe('Paint mask')
  // Russian: Command and the key that is Z in the US.
  await canvasOf(page).focus()
  expect(await isLeft({ key: 'я', code: 'KeyZ', metaKey: true })).toBe(false)
  await expect.poll(async () => (await historyOf(page)).current).not.toBe('Paint mask')

  // Signs of a Mac in place of words.
  await expect(page.getByRole('button', { name: '⌘↩' })).toBeVisible()
})
