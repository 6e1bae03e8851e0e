import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { chooseLanguage } from './actions/choosingLanguage'
import { work } from './actions/late'
import { listenToShortcuts } from './actions/shortcuts'
import { App } from './app/App'
import { painted } from './app/painted'
import { askBeforeLeaving } from './app/askBeforeLeaving'
import { createEditor } from './app/createEditor'
import { addressParameter, openCheckpointFromAddress } from './app/addressParameters'
import { followTheme } from './app/followTheme'
import './app/theme.css'
import { readDialogs } from './panels/Dialogs'
import { openPicture } from './panels/openPictureLate'
import { latePart } from './shared/latePart'
import { followOtherTabs } from './state/settingsStore'
import { loadLanguage } from './strings/translation'

const editor = createEditor()
followTheme(editor.settings)
followOtherTabs(editor.settings, (language) => void chooseLanguage(editor, language))
listenToShortcuts(editor)
askBeforeLeaving(editor)

const keepers = latePart(() => import('./app/keepers'))
openCheckpointFromAddress(editor, addressParameter(location.search, 'checkpoint'))

/** Not awaited by this module: texts and other late parts import it, and would wait for it for ever. */
void show().then(getReady)

/** Resolves once the first sight of the page is on the screen. */
async function show(): Promise<void> {
  await loadLanguage(editor.settings.getState().language).catch(editor.fail)
  const root = document.getElementById('root')
  if (!root) return
  await new Promise<void>((resolve) =>
    createRoot(root).render(
      <StrictMode>
        <App editor={editor} onMounted={() => void painted().then(resolve)} />
      </StrictMode>,
    ),
  )
}

/**
 * Reads what stands behind the first sight of the page, of which nothing is seen before a picture is open, and brings the work of the
 * last time back.
 */
async function getReady(): Promise<void> {
  const [actions, { keepOffline, keepWork }] = await readParts()
  actions.followLive(editor)
  actions.followImplied(editor)
  actions.followPace(editor)
  actions.followReturned(editor)
  actions.followWarmUp(editor)
  readDialogs()
  const keeping = keepWork(editor)
  void keepOffline(editor, async () => (await keeping)())
  await keeping
  const picture = addressParameter(location.search, 'image')
  // A step on top of the work that was restored.
  if (picture) void actions.openFromAddress(editor, picture)
}

/** Tries until the connection is there; that it is not is said once. */
async function readParts() {
  for (let told = false; ; told = true)
    try {
      return await Promise.all([work.read(), keepers.read(), openPicture.read()])
    } catch (error) {
      if (!told) editor.fail(error)
      await new Promise((resolve) => setTimeout(resolve, 3000))
    }
}
