import { Dices, Lock, LockOpen } from 'lucide-react'
import { replaceInDraft } from '../../actions/panelSteps'
import { randomSeed } from '../../actions/randomSeed'
import { useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { baseMetaOf } from '../../engine/guideCards'
import { atPace, hasFewSteps, hasPaces, paceOf, paces, suitedPace } from '../../engine/pace'
import { samplerOf } from '../../engine/samplerOf'
import { schedulerNames } from '../../engine/schedulerNames'
import { mostFeather, mostSteps, samplersWithSigmas, schedulerIds, sigmaSpacings } from '../../shared/recipe'
import type { CheckpointSummary } from '../../shared/protocol/summaries'
import { summaryOf } from '../../state/jobs'
import { changeDraft, mostCandidates, type Draft } from '../../state/settings'
import { Disclosure } from '../../ui/Disclosure'
import type { TextKey } from '../../strings/text'
import { FieldRow } from '../../ui/FieldRow'
import { IconButton } from '../../ui/IconButton'
import { NumberInput } from '../../ui/NumberInput'
import { Segments } from '../../ui/Segments'
import { Select } from '../../ui/Select'
import { Slider } from '../../ui/Slider'
import { Switch } from '../../ui/Switch'
import styles from './MoreSettings.module.css'
import { EnlargeField } from './EnlargeField'
import { SizeField } from './SizeField'
import { UpscalerField } from './UpscalerField'

export function MoreSettings() {
  const t = useText()
  const editor = useEditor()
  const { settings } = editor
  const draft = useSettings((state) => state.draft)
  const change = (next: Partial<Draft>) => changeDraft(settings, next)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  const sampler = summary ? samplerOf(draft, summary) : undefined
  const note = summary && paceNote(draft, summary)
  return (
    <div className={styles.settings}>
      {summary && hasPaces(summary) && (
        <FieldRow label={t('panel.pace')} help={t('panel.paceHelp')}>
          <Segments
            label={t('panel.pace')}
            value={paceOf(draft, summary)}
            options={paces.map((pace) => ({ value: pace, label: t(`panel.pace.${pace}`) }))}
            onChange={(pace) => replaceInDraft(editor, { ...atPace(draft, summary, pace), pace: 'own' })}
          />
        </FieldRow>
      )}
      {note && <p className={styles.note}>{t(note)}</p>}
      <Slider
        label={t('panel.steps')}
        help={t('panel.stepsHelp')}
        value={draft.steps}
        min={1}
        max={60}
        most={mostSteps}
        step={1}
        onChange={(steps) => change({ steps })}
      />
      {draft.mode === 'edit' && summary && !baseMetaOf(summary).usesPicture && (
        <Slider
          label={t('panel.strength')}
          help={t('panel.strengthHelp')}
          value={draft.strength}
          min={0}
          max={1}
          step={0.05}
          onChange={(strength) => change({ strength })}
        />
      )}
      {/* Also without a mask, so that nothing moves at its first stroke. */}
      {draft.mode === 'edit' && (
        <Slider
          label={t('panel.feather')}
          help={t('panel.featherHelp')}
          value={draft.feather}
          min={0}
          max={64}
          most={mostFeather}
          step={1}
          usual={4}
          unit="px"
          onChange={(feather) => change({ feather })}
        />
      )}
      {draft.mode === 'edit' && (
        <Switch
          label={t('panel.keepUnchanged')}
          help={t('panel.keepUnchangedHelp')}
          checked={draft.keepUnchanged}
          onChange={(keepUnchanged) => change({ keepUnchanged })}
        />
      )}
      {draft.mode === 'edit' && <UpscalerField />}
      {draft.mode === 'generate' && <SizeField />}
      {draft.mode === 'generate' && <EnlargeField />}
      <SeedField />
      <FieldRow label={t('panel.scheduler')} help={t('panel.schedulerHelp')}>
        <Select
          label={t('panel.scheduler')}
          value={draft.scheduler}
          options={[
            { value: 'checkpoint', label: t('panel.schedulerOwn') },
            ...schedulerIds.map((id) => ({ value: id, label: schedulerNames[id] })),
          ]}
          onChange={(next) => change({ scheduler: schedulerIds.find((id) => id === next) ?? 'checkpoint' })}
        />
      </FieldRow>
      <Slider
        label={t('panel.candidates')}
        help={t('panel.candidatesHelp')}
        value={draft.candidates}
        min={1}
        max={mostCandidates}
        step={1}
        onChange={(candidates) => change({ candidates })}
      />
      <Disclosure label={t('panel.more')}>
        {sampler && samplersWithSigmas.includes(sampler) && (
          <FieldRow label={t('panel.sigmas')} help={t('panel.sigmasHelp')}>
            <Select
              label={t('panel.sigmas')}
              value={draft.sigmas}
              options={[
                { value: 'checkpoint', label: t('panel.schedulerOwn') },
                ...sigmaSpacings.map((spacing) => ({ value: spacing, label: t(`panel.sigmas.${spacing}`) })),
              ]}
              onChange={(next) =>
                change({ sigmas: sigmaSpacings.find((one) => one === next) ?? 'checkpoint' })
              }
            />
          </FieldRow>
        )}
        {sampler === 'ddim' && (
          <Slider
            label={t('panel.eta')}
            help={t('panel.etaHelp')}
            value={draft.eta}
            min={0}
            max={1}
            step={0.05}
            onChange={(eta) => change({ eta })}
          />
        )}
        <Slider
          label={t('panel.clipSkip')}
          help={t('panel.clipSkipHelp')}
          value={draft.clipSkip}
          min={0}
          max={11}
          step={1}
          onChange={(clipSkip) => change({ clipSkip })}
        />
      </Disclosure>
    </div>
  )
}

/** What few steps do without, and why the pace is not theirs. */
function paceNote(draft: Draft, summary: CheckpointSummary): TextKey | undefined {
  if (hasFewSteps(draft)) return draft.negativePrompt.trim() === '' ? 'pace.few' : 'pace.fewUnread'
  const fast = suitedPace({ ...draft, guides: [], addOns: [], negativePrompt: '' }, summary) === 'fast'
  return fast && draft.pace === 'suited' ? 'pace.full' : undefined
}

const isSeed = (value: number) => Number.isSafeInteger(value) && value >= 0

function SeedField() {
  const t = useText()
  const { settings, inform } = useEditor()
  const seed = useSettings((state) => state.draft.seed)
  const locked = useSettings((state) => state.draft.seedLocked)
  return (
    <FieldRow label={t('panel.seed')} help={t('panel.seedHelp')}>
      <div className={styles.seed}>
        <NumberInput
          hidden
          wide
          label={t('panel.seed')}
          value={seed}
          max={Number.MAX_SAFE_INTEGER}
          // A seed that was typed is meant to be used.
          onChange={(next) => {
            if (isSeed(next)) changeDraft(settings, { seed: next, seedLocked: true })
          }}
          onCommit={(next) => {
            // Other programs' way to ask for any.
            if (next === -1) changeDraft(settings, { seed: randomSeed(), seedLocked: false })
            else if (!isSeed(next)) inform(t('panel.seedRange', { most: Number.MAX_SAFE_INTEGER }))
          }}
        />
        <IconButton
          icon={locked ? Lock : LockOpen}
          label={t(locked ? 'panel.seedUnlock' : 'panel.seedLock')}
          pressed={locked}
          onClick={() => changeDraft(settings, { seedLocked: !locked })}
        />
        <IconButton
          icon={Dices}
          label={t('panel.seedDice')}
          onClick={() => changeDraft(settings, { seed: randomSeed() })}
        />
      </div>
    </FieldRow>
  )
}
