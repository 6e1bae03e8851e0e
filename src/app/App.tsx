import { useEffect, useMemo } from 'react'
import { Dialogs } from '../panels/Dialogs'
import { EditPanel } from '../panels/edit/EditPanel'
import { late } from '../panels/late'
import { SidePanel } from '../panels/layers/SidePanel'
import { openPicture } from '../panels/openPictureLate'
import { StartScreen } from '../panels/start/StartScreen'
import { StatusBar } from '../panels/status/StatusBar'
import { ToolRail } from '../panels/tools/ToolRail'
import { TopBar } from '../panels/top/TopBar'
import { NoticeProvider } from '../ui/Notices'
import { NumberWordsContext } from '../ui/numberWords'
import { TooltipProvider } from '../ui/Tooltip'
import { WithoutInlineStyles } from '../ui/WithoutInlineStyles'
import styles from './App.module.css'
import { DropArea } from './DropArea'
import type { Editor } from '../engine/editor'
import { EditorProvider, useDocument, useText } from '../panels/EditorContext'
import { ErrorBoundary } from './ErrorBoundary'

const CanvasView = late(openPicture, 'CanvasView')
const CompareLabels = late(openPicture, 'CompareLabels')
const EmptyCanvas = late(openPicture, 'EmptyCanvas')
const LivePicture = late(openPicture, 'LivePicture')
const RegionNames = late(openPicture, 'RegionNames')
const MaskPlace = late(openPicture, 'MaskPlace')
const ResultBar = late(openPicture, 'ResultBar')
const ResultGrid = late(openPicture, 'ResultGrid')
const ResultView = late(openPicture, 'ResultView')
const ToolOptions = late(openPicture, 'ToolOptions')
const Tour = late(openPicture, 'Tour')
const WordStrip = late(openPicture, 'WordStrip')

interface AppProps {
  readonly editor: Editor
  /** All of the first sight is in the document. */
  readonly onMounted: () => void
}

export function App({ editor, onMounted }: AppProps) {
  useEffect(onMounted, [onMounted])
  return (
    <EditorProvider editor={editor}>
      <WithoutInlineStyles>
        <TooltipProvider>
          <Notices>
            <NumberWords>
              <ErrorBoundary t={editor.t}>
                <Layout />
              </ErrorBoundary>
            </NumberWords>
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

function NumberWords({ children }: { readonly children: React.ReactNode }) {
  const t = useText()
  const words = useMemo(
    () => ({
      // Someone may have pasted a letter.
      unreadable: (typed: string) =>
        t('number.unreadable', { typed: typed.length > 24 ? `${typed.slice(0, 24)}…` : typed }),
      least: (least: string) => t('number.least', { least }),
      most: (most: string) => t('number.most', { most }),
    }),
    [t],
  )
  return <NumberWordsContext value={words}>{children}</NumberWordsContext>
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
            <EmptyCanvas />
            <RegionNames />
            <MaskPlace />
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
      <Dialogs />
      <Tour />
    </DropArea>
  )
}
