import { useStore } from 'zustand'
import { useEditor, useSettings, useText } from '../../app/EditorContext'
import { ListPanel } from '../ListPanel'
import styles from './HistoryList.module.css'

/** Every step, by name; a click goes back or forward to it. */
export function HistoryList() {
  const { history } = useEditor()
  const t = useText()
  const { steps, position, bytes } = useStore(history.store)
  const budget = useSettings((state) => state.undoMegabytes)
  return (
    <ListPanel
      empty={steps.length === 0 && t('history.empty')}
      foot={<p>{t('history.memory', { used: Math.round(bytes / 1e6), budget })}</p>}
    >
      <ol aria-label={t('history.list')}>
        <Entry
          name={t('history.start')}
          current={position === 0}
          undone={false}
          onClick={() => history.goTo(0)}
        />
        {steps.map(({ name }, at) => (
          <Entry
            key={at}
            name={t(name)}
            current={position === at + 1}
            undone={at >= position}
            onClick={() => history.goTo(at + 1)}
          />
        ))}
      </ol>
    </ListPanel>
  )
}

interface EntryProps {
  readonly name: string
  readonly current: boolean
  readonly undone: boolean
  readonly onClick: () => void
}

function Entry({ name, current, undone, onClick }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        aria-current={current ? 'step' : undefined}
        data-undone={undone || undefined}
        onClick={onClick}
        ref={(element) => {
          if (current) element?.scrollIntoView({ block: 'nearest' })
        }}
      >
        {name}
      </button>
    </li>
  )
}
