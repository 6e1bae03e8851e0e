// The installed program: after the first visit it starts without a network, with the bundled checkpoints; a newer version waits
// until the person lets it in, when everything has been saved.
import { registerSW } from 'virtual:pwa-register'
import { notify } from '../ui/notices'
import { wouldBeLost } from './askBeforeLeaving'
import type { Editor } from '../engine/editor'

/** ONNX Runtime's files for this browser (the engine chooses by the same test). They are large, so that only these are kept. */
const runtimeFiles = (): readonly string[] => {
  const build = 'Suspending' in WebAssembly ? 'jspi' : 'asyncify'
  return ['mjs', 'wasm'].map((extension) => `ort/ort-wasm-simd-threaded.${build}.${extension}`)
}

/** So long nothing has come of the engine before the program is kept: those tens of megabytes would hold up a first edit. */
const quietMs = 4000

/** Resolves once the engine is neither starting nor at work. */
function whenQuiet({ jobs }: Editor): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      const state = jobs.getState()
      // A queue may be held back for long.
      const works = state.jobs.some(({ status }) => status !== 'waiting')
      if (state.engine !== 'starting' && !works) timer = setTimeout(done, quietMs)
    }
    const stop = jobs.subscribe(look)
    const done = () => {
      stop()
      resolve()
    }
    look()
  })
}

/**
 * Registers the service worker, when there is time for it.
 * @param saveNow writes what is not saved yet; a newer version takes over after it
 */
export async function keepOffline(editor: Editor, saveNow: () => Promise<void>): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await whenQuiet(editor)
  let offered = false
  const offer = () =>
    notify({
      kind: 'info',
      title: editor.t('offline.newVersion'),
      hint: editor.t('offline.newVersionHint'),
      action: { label: editor.t('offline.reload'), run: () => void letIn() },
    })
  async function letIn(): Promise<void> {
    await saveNow()
    if (wouldBeLost(editor)) {
      notify({ kind: 'error', title: editor.t('offline.notSaved'), hint: editor.t('offline.notSavedHint') })
      return offer()
    }
    // Another tab may have let it in already.
    if (!registration?.waiting) return location.reload()
    navigator.serviceWorker.addEventListener(
      'controllerchange',
      () => void saveNow().then(() => location.reload()),
      { once: true },
    )
    await update()
  }
  let registration: ServiceWorkerRegistration | undefined
  const update = registerSW({
    onNeedRefresh() {
      // It may be told more than once of the same version.
      if (!offered) offer()
      offered = true
    },
    // Only the tab in which it was let in is loaded anew; others keep their offer.
    onNeedReload: () => undefined,
    onRegisteredSW(_, registered) {
      registration = registered
      // A tab may stay open for days; the browser itself looks when a page is loaded.
      addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') registration?.update().catch(() => undefined)
      })
    },
    onOfflineReady: () =>
      void keepRuntime().then(
        () => editor.inform(editor.t('offline.ready')),
        () => undefined, // Not all of it fits, or the network is gone: the program works as before, online.
      ),
  })
}

/** Asks for the runtime's files once more, through the service worker, which keeps them. */
async function keepRuntime(): Promise<void> {
  const { serviceWorker } = navigator
  // It is installed, and takes over this page a moment later.
  if (!serviceWorker.controller)
    await new Promise((resolve) =>
      serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    )
  for (const file of runtimeFiles()) {
    const response = await fetch(file)
    if (!response.ok) throw new Error(`${file} answered ${response.status}.`)
    await response.arrayBuffer()
  }
}
