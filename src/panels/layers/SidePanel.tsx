import { useEditor, useText, useView } from '../EditorContext'
import { Tabs } from '../../ui/Tabs'
import { late } from '../late'
import { openPicture } from '../openPictureLate'
import { LayerList } from './LayerList'
import styles from './SidePanel.module.css'

const GalleryList = late(openPicture, 'GalleryList')
const HistoryList = late(openPicture, 'HistoryList')

export function SidePanel() {
  const { view } = useEditor()
  const t = useText()
  const side = useView((state) => state.side)
  return (
    <section className={styles.panel} data-tour="side">
      <Tabs
        label={t('layers.title')}
        value={side}
        tabs={[
          { value: 'layers', label: t('layers.title'), content: <LayerList /> },
          { value: 'history', label: t('history.title'), content: <HistoryList /> },
          { value: 'gallery', label: t('gallery.title'), content: <GalleryList /> },
        ]}
        onChange={(next) => view.setState({ side: next })}
      />
    </section>
  )
}
