import { actions } from '../../actions/table'
import { shownKeys } from '../../actions/shortcuts'
import { isMac } from '../../shared/keyCombinations'
import { useLateText } from '../useLateText'
import { Dialog } from '../../ui/Dialog'
import styles from './ShortcutList.module.css'
import { useDialog } from './useDialog'

/** What keys do while a tool is pressed; the table has none of them. */
const pressed = {
  tool: [
    ['shortcuts.straight', 'Shift'],
    ['shortcuts.reverse', 'Alt'],
    ['shortcuts.colour', 'Mod'],
  ],
  mask: [['shortcuts.both', 'Shift+Alt']],
} as const
const pressedIn = (group: (typeof groups)[number]) =>
  group === 'tool' || group === 'mask' ? pressed[group] : []

const groups = ['tool', 'mask', 'result', 'edit', 'layer', 'view', 'file', 'help'] as const

export function ShortcutList() {
  const t = useLateText()
  const { open, close } = useDialog('shortcuts')
  return (
    <Dialog open={open} title={t('shortcuts.title')} closeLabel={t('app.close')} width={720} onClose={close}>
      <div className={styles.columns} tabIndex={0} role="region" aria-label={t('shortcuts.title')}>
        {groups.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
    </Dialog>
  )
}

function Group({ group }: { readonly group: (typeof groups)[number] }) {
  const t = useLateText()
  const wheel = t('shortcuts.wheelKey')
  const listed = actions.filter((action) => action.group === group && action.keys && action.listed !== false)
  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>{t(`group.${group}`)}</h3>
      <dl className={styles.list}>
        {group === 'view' && (
          <>
            <Row name={t('shortcuts.space')} keys={[t('shortcuts.spaceKey')]} />
            <Row
              name={t('shortcuts.scroll')}
              keys={[t('shortcuts.twoFingers'), ...(isMac() ? [wheel] : [])]}
            />
            <Row
              name={t('shortcuts.wheel')}
              keys={[
                ...(isMac() ? [] : [wheel]),
                t('shortcuts.turn', { key: shownKeys('Mod') }),
                t('shortcuts.pinch'),
              ]}
            />
          </>
        )}
        {listed.map(({ id, label, keys = [] }) => (
          <Row key={id} name={t(label)} keys={keys.map(shownKeys)} />
        ))}
        {pressedIn(group).map(([name, key]) => (
          <Row key={name} name={t(name)} keys={[t('shortcuts.press', { key: shownKeys(key) })]} />
        ))}
      </dl>
    </section>
  )
}

function Row({ name, keys }: { readonly name: string; readonly keys: readonly string[] }) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd className={styles.keys}>
        {keys.map((each) => (
          <kbd key={each} className={styles.key}>
            {each}
          </kbd>
        ))}
      </dd>
    </div>
  )
}
