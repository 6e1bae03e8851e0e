import { Download, Keyboard, Redo2, Search, Undo2 } from 'lucide-react'
import { actions } from '../../actions/table'
import { useDocument, useEditor, useText } from '../EditorContext'
import { Button } from '../../ui/Button'
import { Menu } from '../../ui/Menu'
import { ActionButton } from '../ActionButton'
import { ActionEntries } from '../ActionEntries'
import { late } from '../late'
import { openPicture } from '../openPictureLate'
import styles from './TopBar.module.css'

const ZoomControl = late(openPicture, 'ZoomControl')

const markAddress = new URL('icon.svg', new URL(import.meta.env.BASE_URL, location.href)).href
const menuGroups = ['file', 'edit', 'mask', 'layer', 'view', 'help'] as const

const entriesOf = (group: (typeof menuGroups)[number]) =>
  actions.filter((action) => action.group === group && action.listed !== false)

export function TopBar() {
  const t = useText()
  const name = useDocument((state) => state.name)
  const open = useDocument(({ width }) => width > 0)
  return (
    <header className={styles.bar}>
      <MainMenus />
      <h1 className={styles.title}>{open ? name : t('app.name')}</h1>
      <div className={styles.group} data-tour="find">
        {open && <ZoomControl />}
        <ActionButton action="edit.undo" icon={Undo2} />
        <ActionButton action="edit.redo" icon={Redo2} />
        <ActionButton action="help.palette" icon={Search} />
        <ActionButton action="help.shortcuts" icon={Keyboard} className={styles.spare} />
        <ExportButton />
      </div>
    </header>
  )
}

function MainMenus() {
  const t = useText()
  return (
    <nav className={styles.menus} aria-label={t('app.menu')}>
      <img src={markAddress} alt="" width={18} height={18} className={styles.mark} />
      {menuGroups.map((group) => (
        <Menu
          key={group}
          label={t(`group.${group}`)}
          trigger={
            <Button look="quiet" size="small">
              {t(`group.${group}`)}
            </Button>
          }
        >
          <ActionEntries actions={entriesOf(group)} />
        </Menu>
      ))}
    </nav>
  )
}

function ExportButton() {
  const { view } = useEditor()
  const t = useText()
  const open = useDocument(({ width }) => width > 0)
  return (
    <Button className={styles.export} disabled={!open} onClick={() => view.setState({ dialog: 'export' })}>
      <Download size={15} strokeWidth={1.75} aria-hidden />
      <span className={styles.exportName}>{t('export.title')}</span>
    </Button>
  )
}
