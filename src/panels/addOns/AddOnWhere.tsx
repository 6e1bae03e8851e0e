import { useId } from 'react'
import { maskAddOn } from '../../actions/addOns'
import { useEditor, useText } from '../EditorContext'
import type { AddOnCard } from '../../state/settings'
import { FieldShell } from '../../ui/FieldShell'
import { LayerControl } from '../guides/fields/LayerControl'

/** The mask that keeps an add-on to a part of the picture. */
export function AddOnWhere({ card: { id, mask } }: { readonly card: AddOnCard }) {
  const t = useText()
  const editor = useEditor()
  const help = useId()
  return (
    <FieldShell label={t('guide.where')} help={t('addOn.whereHelp')} helpId={help}>
      <LayerControl
        kind="mask"
        label={t('guide.where')}
        value={mask ?? ''}
        none={t('guide.everywhere')}
        owner={id}
        describedBy={help}
        onChange={(next) => maskAddOn(editor, id, next === '' ? undefined : next)}
      />
    </FieldShell>
  )
}
