import { useId, useState } from 'react'
import type { Action } from '../../actions/action'
import { actions, isEnabled } from '../../actions/table'
import { shownKeys } from '../../actions/shortcuts'
import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { Dialog } from '../../ui/Dialog'
import styles from './Palette.module.css'
import { useDialog } from './useDialog'
import { belongsToInputMethod } from '../../ui/composing'

/** Every action by its name. */
export function Palette() {
  const t = useLateText()
  const { open, close } = useDialog('palette')
  return (
    <Dialog
      bare
      open={open}
      title={t('palette.title')}
      closeLabel={t('app.close')}
      width={520}
      onClose={close}
    >
      <Search onDone={close} />
    </Dialog>
  )
}

function Search({ onDone }: { readonly onDone: () => void }) {
  const editor = useEditor()
  const t = useLateText()
  const id = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const name = (action: Action) => `${t(`group.${action.group}`)}: ${t(action.label)}`
  const found = actions.filter(
    (action) =>
      action.id !== 'help.palette' &&
      action.listed !== false &&
      isEnabled(action, editor) &&
      matches(name(action), query),
  )
  const chosen = found[Math.min(at, found.length - 1)]

  function run(action: Action | undefined): void {
    if (!action) return
    onDone()
    action.run(editor)
  }

  return (
    <>
      <input
        className={styles.search}
        role="combobox"
        aria-label={t('palette.search')}
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        placeholder={t('palette.search')}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (belongsToInputMethod(event.nativeEvent)) return
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (by !== undefined) {
            event.preventDefault()
            setAt((Math.min(at, found.length - 1) + by + found.length) % Math.max(1, found.length))
          }
          if (event.key === 'Enter') {
            event.preventDefault()
            run(chosen)
          }
        }}
      />
      {found.length === 0 && <p className={styles.none}>{t('palette.none')}</p>}
      <ul id={id} className={styles.list} role="listbox" aria-label={t('palette.title')}>
        {found.map((action) => (
          // The keyboard acts on the search field, which names the chosen option.
          <li
            key={action.id}
            id={`${id}-${action.id}`}
            className={styles.item}
            role="option"
            aria-selected={action === chosen}
            ref={(element) => {
              if (action === chosen) element?.scrollIntoView({ block: 'nearest' })
            }}
            onPointerMove={() => setAt(found.indexOf(action))}
            onClick={() => run(action)}
          >
            <span className={styles.group}>{t(`group.${action.group}`)}</span>
            <span className={styles.name}>{t(action.label)}</span>
            {action.keys?.[0] && <kbd className={styles.keys}>{shownKeys(action.keys[0])}</kbd>}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Every word of the query is in the name. */
const matches = (name: string, query: string) =>
  query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.toLowerCase().includes(word))
