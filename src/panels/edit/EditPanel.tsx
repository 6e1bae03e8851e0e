import { useEditor, useSettings, useText } from '../EditorContext'
import { changeDraft } from '../../state/settings'
import { Segments } from '../../ui/Segments'
import { AddOnList } from '../addOns/AddOnList'
import { late } from '../late'
import { openPicture } from '../openPictureLate'
import { WorldNotice } from '../world/WorldNotice'
import { CheckpointField } from './CheckpointField'
import styles from './EditPanel.module.css'
import { MoreSettings } from './MoreSettings'
import { PromptField } from './PromptField'
import { RunButton } from './RunButton'

const GuideCards = late(openPicture, 'GuideCards')
const RunQueue = late(openPicture, 'RunQueue')
const UnusableWork = late(openPicture, 'UnusableWork')
const SeriesProgress = late(openPicture, 'SeriesProgress')

/** What to do, said and set. Every value stays until it is changed. */
export function EditPanel() {
  const t = useText()
  const { settings } = useEditor()
  const mode = useSettings((state) => state.draft.mode)
  return (
    <section className={styles.panel} aria-label={t('panel.edit')}>
      <div className={styles.scroll}>
        <Segments
          label={t('panel.mode')}
          value={mode}
          options={[
            { value: 'edit', label: t('panel.modeEdit') },
            { value: 'generate', label: t('panel.modeGenerate') },
          ]}
          onChange={(next) => changeDraft(settings, { mode: next })}
        />
        <PromptField />
        <WorldNotice />
        <CheckpointField />
        <MoreSettings />
        <GuideCards />
        <AddOnList />
      </div>
      <div className={styles.foot}>
        {/* The button stays where it is, whatever is said above it. */}
        <UnusableWork />
        <SeriesProgress />
        <RunQueue />
        <RunButton />
      </div>
    </section>
  )
}
