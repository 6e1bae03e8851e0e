import { Check, Undo2 } from 'lucide-react'
import { changeFrame, frameNumbers, type FrameNumbers } from '../../actions/transforming'
import { sideLimits } from '../../shared/pictureLimits'
import { useEditor, useText } from '../EditorContext'
import { NumberInput } from '../../ui/NumberInput'
import { ActionButton } from '../ActionButton'
import { useFromStores } from '../useStoresChanged'
import styles from './ToolOptions.module.css'

interface FrameField {
  readonly id: keyof FrameNumbers
  readonly sign: string
  readonly min?: number
  readonly max?: number
  readonly unit?: string
}

/** Of the canvas or beside it, in pixels. */
const anywhere = { min: -sideLimits.most, max: sideLimits.most }

const fields: readonly FrameField[] = [
  { id: 'x', sign: 'X', ...anywhere },
  { id: 'y', sign: 'Y', ...anywhere },
  { id: 'width', sign: 'W', min: 1, max: sideLimits.most },
  { id: 'height', sign: 'H', min: 1, max: sideLimits.most },
  { id: 'angle', sign: '∠', unit: '°', min: -3600, max: 3600 },
]

/** The active layer's place, size and angle, to be typed. */
export function FrameOptions() {
  const editor = useEditor()
  const t = useText()
  const held = useFromStores((editor) => JSON.stringify(frameNumbers(editor)))
  if (held === undefined) return null
  const numbers = JSON.parse(held) as FrameNumbers
  return (
    <div className={styles.frame}>
      {fields.map(({ id, ...field }) => {
        // Shown to a tenth; what is not typed anew keeps its value.
        const shown = Math.round(numbers[id] * 10) / 10
        return (
          <NumberInput
            key={id}
            {...field}
            fractions
            label={t(`option.layer.${id}`)}
            value={shown}
            onCommit={(value) => value !== shown && changeFrame(editor, { [id]: value })}
          />
        )
      })}
      <ActionButton action="tool.applyTransform" icon={Check} />
      <ActionButton action="tool.cancelTransform" icon={Undo2} />
    </div>
  )
}
