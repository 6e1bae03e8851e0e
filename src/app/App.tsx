import { GridDialog } from '../panels/dialogs/GridDialog'
import { BatchDialog } from '../panels/dialogs/BatchDialog'
import { AddOnDialog } from '../panels/dialogs/AddOnDialog'
import { TeachDialog } from '../panels/dialogs/TeachDialog'
import { CheckpointDialog } from '../panels/dialogs/CheckpointDialog'
import { ExportDialog } from '../panels/dialogs/ExportDialog'
import { Palette } from '../panels/dialogs/Palette'
import { SettingsDialog } from '../panels/dialogs/SettingsDialog'
import { ShortcutList } from '../panels/dialogs/ShortcutList'
import { EditPanel } from '../panels/edit/EditPanel'
import { GuideGallery } from '../panels/guides/GuideGallery'
import { AboutDialog } from '../panels/help/AboutDialog'
import { Tour } from '../panels/help/Tour'
import { ResultView } from '../panels/gallery/ResultView'
import { SidePanel } from '../panels/layers/SidePanel'
import { CompareLabels } from '../panels/results/CompareLabels'
import { LivePicture } from '../panels/results/LivePicture'
import { ResultBar } from '../panels/results/ResultBar'
import { ResultGrid } from '../panels/results/ResultGrid'
import { StartScreen } from '../panels/start/StartScreen'
import { StatusBar } from '../panels/status/StatusBar'
import { ToolOptions } from '../panels/tools/ToolOptions'
import { ToolRail } from '../panels/tools/ToolRail'
import { TopBar } from '../panels/top/TopBar'
import { WordStrip } from '../panels/words/WordStrip'
import { WorldDialog } from '../panels/world/WorldDialog'
import { NoticeProvider } from '../ui/Notices'
import { TooltipProvider } from '../ui/Tooltip'
import { WithoutInlineStyles } from '../ui/WithoutInlineStyles'
import styles from './App.module.css'
import { CanvasView } from './CanvasView'
import { DropArea } from './DropArea'
import type { Editor } from '../engine/editor'
import { EditorProvider, useDocument, useText } from '../panels/EditorContext'
import { ErrorBoundary } from './ErrorBoundary'

export function App({ editor }: { readonly editor: Editor }) {
  return (
    <EditorProvider editor={editor}>
      <WithoutInlineStyles>
        <TooltipProvider>
          <Notices>
            <ErrorBoundary t={editor.t}>
              <Layout />
            </ErrorBoundary>
          </Notices>
        </TooltipProvider>
      </WithoutInlineStyles>
    </EditorProvider>
  )
}

function Notices({ children }: { readonly children: React.ReactNode }) {
  const t = useText()
  return (
    <NoticeProvider label={t('app.notices')} closeLabel={t('app.close')}>
      {children}
    </NoticeProvider>
  )
}

function Layout() {
  const t = useText()
  const open = useDocument(({ width }) => width > 0)
  return (
    <DropArea>
      <div className={styles.layout}>
        <TopBar />
        <ToolRail />
        <main className={styles.main}>
          {open && <ToolOptions />}
          <div className={styles.canvas}>
            <CanvasView />
            {!open && <StartScreen />}
            <CompareLabels />
            <WordStrip />
            <LivePicture />
            <ResultBar />
            <ResultGrid />
            <ResultView />
          </div>
        </main>
        <aside className={styles.side} aria-label={t('app.panels')}>
          <EditPanel />
          <SidePanel />
        </aside>
        <StatusBar />
      </div>
      <Palette />
      <ShortcutList />
      <ExportDialog />
      <CheckpointDialog />
      <AddOnDialog />
      <TeachDialog />
      <BatchDialog />
      <GridDialog />
      <SettingsDialog />
      <WorldDialog />
      <AboutDialog />
      <Tour />
      <GuideGallery />
    </DropArea>
  )
}
