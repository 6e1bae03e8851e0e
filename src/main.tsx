import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { listenToShortcuts } from './actions/shortcuts'
import { followPace } from './actions/pacing'
import { followLive } from './actions/live'
import { followWarmUp } from './actions/warmingUp'
import { openFromAddress } from './actions/opening'
import { App } from './app/App'
import { askBeforeLeaving } from './app/askBeforeLeaving'
import { createEditor } from './app/createEditor'
import { addressParameter, openCheckpointFromAddress } from './app/addressParameters'
import { followTheme } from './app/followTheme'
import { keepOffline } from './app/keepOffline'
import { keepWork } from './app/keepWork'
import './app/theme.css'
import { loadLanguage } from './strings/translation'

const editor = createEditor()
followTheme(editor.settings)
listenToShortcuts(editor)
askBeforeLeaving(editor)
followLive(editor)
followPace(editor)
followWarmUp(editor)

const picture = addressParameter(location.search, 'image')
// A picture in the address is a step on top of the work that was restored.
const keeping = keepWork(editor)
void keeping.then(() => (picture ? openFromAddress(editor, picture) : undefined))
void keepOffline(editor, async () => (await keeping)())
openCheckpointFromAddress(editor, addressParameter(location.search, 'checkpoint'))

await loadLanguage(editor.settings.getState().language).catch(editor.fail)
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App editor={editor} />
    </StrictMode>,
  )
