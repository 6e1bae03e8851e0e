// The system's dialogs to open and save files. Nothing can press their buttons, so the tests answer in their place, in both
// worlds: where the page has file system access, and where it has downloads and a file field alone.
import { readFile } from 'node:fs/promises'
import { expect, type BrowserContext, type Page } from 'playwright/test'

interface SavedFile {
  readonly name: string
  readonly bytes: Buffer
}

export interface SystemDialogs {
  /** To be called before a page is opened. */
  readonly prepare: (context: BrowserContext) => Promise<unknown>
  /** The file that the page saves when it is asked to by `start`. */
  readonly saved: (page: Page, start: () => Promise<void>) => Promise<SavedFile>
  /** Chooses a file in the dialog that Ctrl+O opens. */
  readonly open: (page: Page, name: string, bytes: Buffer) => Promise<void>
}

const withoutAccess: SystemDialogs = {
  prepare: (context) =>
    context.addInitScript(() => {
      for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
    }),
  async saved(page, start) {
    const download = page.waitForEvent('download')
    await start()
    return {
      name: (await download).suggestedFilename(),
      bytes: await readFile(await (await download).path()),
    }
  },
  async open(page, name, buffer) {
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+o')
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
  },
}

/**
 * The browser's own dialog is opened, so that it checks the page's options and that a person asked for it; it then gives up,
 * being watched, and a real handle of a file in the page's private file system is chosen.
 */
const withAccess: SystemDialogs = {
  prepare: (context) =>
    context.addInitScript(() => {
      const folder = async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('chosen', { create: true })
      const checked = async (name: string, options: unknown) => {
        const real = Reflect.get(window, `real ${name}`) as (options: unknown) => Promise<unknown>
        await real(options).catch((error: unknown) => {
          if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
        })
      }
      const replace = (name: string, choose: (suggested: string) => Promise<unknown>) => {
        const real: unknown = Reflect.get(window, name)
        if (typeof real !== 'function') throw new Error(`This browser has no ${name}.`)
        Reflect.set(window, `real ${name}`, real)
        Reflect.set(window, name, async (options: { readonly suggestedName?: string }) => {
          await checked(name, options)
          return choose(options.suggestedName ?? '')
        })
      }
      if (!isSecureContext || self !== top) return
      replace('showSaveFilePicker', async (suggested) =>
        (await folder()).getFileHandle(suggested, { create: true }),
      )
      replace('showOpenFilePicker', async () => {
        for await (const handle of (await folder()).values()) return [handle]
        throw new DOMException('Nothing is chosen.', 'AbortError')
      })
    }),
  async saved(page, start) {
    await emptyFolder(page)
    await start()
    const notices = page.getByRole('region', { name: 'Notifications' })
    await expect(notices.getByText(/ is saved\.$/).last()).toBeVisible()
    const read = () =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory()
        for await (const handle of (await root.getDirectoryHandle('chosen')).values())
          if (handle instanceof FileSystemFileHandle) {
            const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
            return {
              name: handle.name,
              content: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''),
            }
          }
        throw new Error('Nothing was saved.')
      })
    // The notice may be that of an earlier file: the new one is whole once it is not empty, since its bytes come with its closing.
    let saved = { name: '', content: '' }
    await expect(async () => {
      saved = await read()
      expect(saved.content).not.toBe('')
    }).toPass({ timeout: 10_000 })
    return { name: saved.name, bytes: Buffer.from(saved.content, 'latin1') }
  },
  async open(page, name, bytes) {
    await emptyFolder(page)
    await page.evaluate(
      async ({ name, content }) => {
        const root = await navigator.storage.getDirectory()
        const file = await (await root.getDirectoryHandle('chosen')).getFileHandle(name, { create: true })
        const stream = await file.createWritable()
        await stream.write(Uint8Array.from(content, (character) => character.charCodeAt(0)))
        await stream.close()
      },
      { name, content: bytes.toString('latin1') },
    )
    await page.keyboard.press('Control+o')
  },
}

const emptyFolder = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    await root.removeEntry('chosen', { recursive: true }).catch(() => undefined)
    await root.getDirectoryHandle('chosen', { create: true })
  })

export const systemDialogs: Readonly<Record<'with' | 'without', SystemDialogs>> = {
  with: withAccess,
  without: withoutAccess,
}
