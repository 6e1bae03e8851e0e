import { Download, Keyboard, Redo2, Search, Undo2 } from 'lucide-react'
import { actions, isEnabled } from '../../actions/table'
import { shownKeys } from '../../actions/shortcuts'
import { useDocument, useEditor, useText } from '../EditorContext'
import { Button } from '../../ui/Button'
import { Menu, MenuEntries } from '../../ui/Menu'
import { ActionButton } from '../ActionButton'
import { late } from '../late'
import { openPicture } from '../openPictureLate'
import { useStoresChanged } from '../useStoresChanged'
import styles from './TopBar.module.css'

const ZoomControl = late(openPicture, 'ZoomControl')

const markAddress = new URL('icon.svg', new URL(import.meta.env.BASE_URL, location.href)).href
const menuGroups = ['file', 'edit', 'mask', 'layer', 'view', 'help'] as const

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
        <ActionButton action="help.shortcuts" icon={Keyboard} />
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
          <GroupEntries group={group} />
        </Menu>
      ))}
    </nav>
  )
}

function GroupEntries({ group }: { readonly group: (typeof menuGroups)[number] }) {
  const editor = useEditor()
  const t = useText()
  useStoresChanged()
  const entries = actions
    .filter((action) => action.group === group && action.listed !== false)
    .map((action) => ({
      id: action.id,
      label: t(action.label),
      keys: action.keys?.[0] && shownKeys(action.keys[0]),
      disabled: !isEnabled(action, editor),
      begins: action.begins,
      run: () => action.run(editor),
    }))
  return <MenuEntries entries={entries} />
}

function ExportButton() {
  const { view } = useEditor()
  const t = useText()
  const open = useDocument(({ width }) => width > 0)
  return (
    <Button className={styles.export} disabled={!open} onClick={() => view.setState({ dialog: 'export' })}>
      <Download size={15} strokeWidth={1.75} aria-hidden />
      {t('export.title')}
    </Button>
  )
}
