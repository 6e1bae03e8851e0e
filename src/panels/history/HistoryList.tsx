import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useEditor, useSettings, useText } from '../EditorContext'
import type { StepSummary } from '../../state/history'
import { ListPanel } from '../ListPanel'
import { inSight } from '../inSight'
import { groupSteps, type StepGroup } from './groupSteps'
import styles from './HistoryList.module.css'

/** Every step, by name and what it was about; a click goes back or forward to it. Equal steps in a row are one entry. */
export function HistoryList() {
  const { history } = useEditor()
  const t = useText()
  const { steps, position, bytes } = useStore(history.store)
  const budget = useSettings((state) => state.undoMegabytes)
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (group: number) =>
    setOpen((before) =>
      before.has(group) ? new Set([...before].filter((at) => at !== group)) : new Set([...before, group]),
    )
  return (
    <ListPanel
      empty={steps.length === 0 && t('history.empty')}
      foot={<p>{t('history.memory', { used: Math.round(bytes / 1e6), budget })}</p>}
    >
      <ol aria-label={t('history.list')}>
        <Entry name={t('history.start')} at={0} position={position} />
        {groupSteps(steps).map((group) =>
          group.first === group.last ? (
            <Entry key={group.first} {...wordsOf(group, t)} at={group.first} position={position} />
          ) : (
            <Group
              key={group.first}
              group={group}
              // One goes back into the middle of it: the step has to be seen.
              open={open.has(group.first) || (position >= group.first && position < group.last)}
              position={position}
              onToggle={() => toggle(group.first)}
            />
          ),
        )}
      </ol>
    </ListPanel>
  )
}

type Words = { readonly name: string; readonly detail?: string }
const wordsOf = ({ name, detail }: StepSummary, t: ReturnType<typeof useText>): Words => ({
  name: t(name),
  ...(detail !== undefined && { detail }),
})

interface GroupProps {
  readonly group: StepGroup
  readonly open: boolean
  readonly position: number
  readonly onToggle: () => void
}

function Group({ group, open, position, onToggle }: GroupProps) {
  const t = useText()
  const { history } = useEditor()
  const words = wordsOf(group, t)
  const count = group.last - group.first + 1
  const name = t('history.several', { name: words.name, count })
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li>
      <div className={styles.group}>
        <button
          type="button"
          className={styles.chevron}
          aria-expanded={open}
          aria-label={t('history.expand', { name })}
          onClick={onToggle}
        >
          <Chevron size={14} strokeWidth={1.75} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.entry}
          aria-current={!open && position === group.last ? 'step' : undefined}
          data-undone={group.first > position || undefined}
          onClick={() => history.goTo(group.last)}
          ref={!open && position === group.last ? inSight : undefined}
        >
          <StepWords {...words} name={name} />
        </button>
      </div>
      {open && (
        <ol className={styles.steps}>
          {Array.from({ length: count }, (_, at) => (
            <Entry key={at} {...words} at={group.first + at} position={position} />
          ))}
        </ol>
      )}
    </li>
  )
}

interface EntryProps extends Words {
  /** The history's position that it goes to. */
  readonly at: number
  readonly position: number
}

function Entry({ at, position, ...words }: EntryProps) {
  const { history } = useEditor()
  const current = at === position
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        data-step={words.name}
        aria-current={current ? 'step' : undefined}
        data-undone={at > position || undefined}
        onClick={() => history.goTo(at)}
        ref={current ? inSight : undefined}
      >
        <StepWords {...words} />
      </button>
    </li>
  )
}

function StepWords({ name, detail }: Words) {
  const t = useText()
  const words = detail === undefined ? name : t('history.detailed', { name, detail })
  return (
    <span className={styles.words} title={words}>
      {words}
    </span>
  )
}
