import { History } from 'lucide-react'
import { useId } from 'react'
import { replaceInDraft } from '../../actions/panelSteps'
import { isExtension } from '../../actions/runPlan'
import { useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { takesOrders } from '../../engine/guideCards'
import { summaryOf } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { HelpSign } from '../../ui/HelpSign'
import { IconButton } from '../../ui/IconButton'
import { Menu, MenuEntries } from '../../ui/Menu'
import { DescribeButton } from '../prompt/DescribeButton'
import { PromptText } from '../prompt/PromptText'
import { useFromStores } from '../useStoresChanged'
import styles from './PromptField.module.css'

export function PromptField() {
  const t = useText()
  const id = useId()
  const { settings } = useEditor()
  const { mode, text, checkpoint } = useSettings((state) => state.draft)
  const summary = useJobs((state) => summaryOf(state, checkpoint[mode]))
  const instructs = takesOrders({ mode }, summary)
  const extended = useFromStores(isExtension)
  const hint = instructs
    ? extended
      ? 'panel.extendHint'
      : 'panel.instructionHint'
    : mode === 'edit'
      ? 'panel.describeHint'
      : 'panel.promptHint'
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id} className={styles.label}>
          {t(instructs ? 'panel.instruction' : 'panel.prompt')}
        </label>
        <HelpSign name={t(instructs ? 'panel.instruction' : 'panel.prompt')} text={t('panel.promptHelp')} />
        <span className={styles.gap} />
        {!instructs && (
          <DescribeButton
            name={t('panel.prompt')}
            text={text[mode]}
            onText={(said) =>
              settings.setState(({ draft }) => ({
                draft: { ...draft, text: { ...draft.text, [mode]: said } },
              }))
            }
          />
        )}
        <EarlierPrompts />
      </div>
      <PromptText
        main
        id={id}
        rows={3}
        value={text[mode]}
        placeholder={t(hint)}
        onChange={(value) => changeDraft(settings, { text: { ...text, [mode]: value } })}
      />
      <NegativePrompt />
    </div>
  )
}

function NegativePrompt() {
  const t = useText()
  const id = useId()
  const { settings } = useEditor()
  const negativePrompt = useSettings((state) => state.draft.negativePrompt)
  return (
    <>
      <div className={styles.head}>
        <label htmlFor={id} className={styles.label}>
          {t('panel.negative')}
        </label>
        <HelpSign name={t('panel.negative')} text={t('panel.negativeHelp')} />
      </div>
      <PromptText
        id={id}
        rows={1}
        placeholder={t('panel.negativeHint')}
        value={negativePrompt}
        onChange={(value) => changeDraft(settings, { negativePrompt: value })}
      />
    </>
  )
}

/** How many earlier prompts the menu lists. */
const listed = 15

function EarlierPrompts() {
  const t = useText()
  const editor = useEditor()
  const prompts = useSettings((state) => state.prompts)
  const use = (prompt: string) => {
    const { mode, text } = editor.settings.getState().draft
    replaceInDraft(editor, { text: { ...text, [mode]: prompt } })
  }
  return (
    <Menu
      label={t('panel.history')}
      trigger={<IconButton icon={History} label={t('panel.history')} className={styles.earlier} />}
    >
      <MenuEntries
        entries={
          prompts.length === 0
            ? [{ id: 'none', label: t('panel.noHistory'), disabled: true, run: () => {} }]
            : prompts
                .slice(0, listed)
                .map((prompt) => ({ id: prompt, label: prompt, run: () => use(prompt) }))
        }
      />
    </Menu>
  )
}
