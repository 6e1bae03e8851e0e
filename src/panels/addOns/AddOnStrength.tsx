import { changeAddOn } from '../../actions/addOns'
import { useEditor, useText } from '../EditorContext'
import type { AddOnSummary } from '../../shared/protocol/summaries'
import type { AddOnCard } from '../../state/settings'
import { Disclosure } from '../../ui/Disclosure'
import { Slider } from '../../ui/Slider'

const RANGE = { min: 0, max: 2, step: 0.05 }

/** How strongly an add-on acts; behind More, on each network that it changes. */
export function AddOnStrength({
  card: { id, strength = 1 },
  parts,
}: {
  readonly card: AddOnCard
  readonly parts: AddOnSummary['parts']
}) {
  const t = useText()
  const editor = useEditor()
  const each = typeof strength === 'number' ? { unet: strength, textEncoder: strength } : strength
  return (
    <>
      <Slider
        label={t('addOn.strength')}
        help={t('addOn.strengthHelp')}
        value={parts.includes('unet') ? each.unet : each.textEncoder}
        {...RANGE}
        onChange={(value) => changeAddOn(editor, id, { strength: value })}
      />
      {parts.length > 1 && (
        <Disclosure label={t('addOn.more')}>
          {parts.map((part) => (
            <Slider
              key={part}
              label={t(`addOn.part.${part}`)}
              value={each[part]}
              {...RANGE}
              onChange={(value) => changeAddOn(editor, id, { strength: { ...each, [part]: value } })}
            />
          ))}
        </Disclosure>
      )}
    </>
  )
}
