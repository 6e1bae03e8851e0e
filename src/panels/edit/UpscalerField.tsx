import { useId } from 'react'
import { useEditor, useSettings, useText } from '../EditorContext'
import { noUpscaler, suitedUpscaler, upscalerFor } from '../../engine/upscaling'
import { changeDraft } from '../../state/settings'
import { FieldShell } from '../../ui/FieldShell'
import { NetworkControl } from '../guides/fields/NetworkControl'

/** The network that enlarges results of an edit, or a new picture. */
export function UpscalerField() {
  const t = useText()
  const helpId = useId()
  const { settings } = useEditor()
  const draft = useSettings((state) => state.draft)
  const suited = upscalerFor(draft.checkpoint[draft.mode])
  // Where none suits, both are none.
  const value = draft.upscaler === noUpscaler && suited === undefined ? suitedUpscaler : draft.upscaler
  return (
    <FieldShell
      label={t('panel.upscaler')}
      help={t(draft.mode === 'edit' ? 'panel.upscalerHelp' : 'size.enlargedByHelp')}
      helpId={helpId}
    >
      <NetworkControl
        kind="image-to-image"
        otherwise={suited}
        none={noUpscaler}
        label={t('panel.upscaler')}
        value={value}
        describedBy={helpId}
        onChange={(upscaler) => changeDraft(settings, { upscaler })}
      />
    </FieldShell>
  )
}
