import { Check } from 'lucide-react'
import { useState } from 'react'
import { maskShape, type ShapeKind } from '../../actions/masking'
import { isTextField } from '../../actions/shortcuts'
import { useDocument, useEditor, useText } from '../EditorContext'
import { sideLimits } from '../../shared/pictureLimits'
import { IconButton } from '../../ui/IconButton'
import { NumberInput } from '../../ui/NumberInput'
import styles from './ToolOptions.module.css'

/** Of the canvas or beside it, in pixels. */
const anywhere = { min: -sideLimits.most, max: sideLimits.most }

const fields = [
  { id: 'left', sign: 'X', label: 'option.shape.left', ...anywhere },
  { id: 'top', sign: 'Y', label: 'option.shape.top', ...anywhere },
  { id: 'width', sign: 'W', label: 'option.shape.width', min: 1, max: sideLimits.most },
  { id: 'height', sign: 'H', label: 'option.shape.height', min: 1, max: sideLimits.most },
] as const

/** A rectangle or an ellipse of the mask, typed in place of being dragged. */
export function ShapeOptions({ shape }: { readonly shape: ShapeKind }) {
  const editor = useEditor()
  const t = useText()
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  const [typed, setTyped] = useState<Partial<Record<(typeof fields)[number]['id'], number>>>({})
  // The middle of the picture, until something else is typed.
  const region = {
    left: Math.round(width / 4),
    top: Math.round(height / 4),
    width: Math.round(width / 2),
    height: Math.round(height / 2),
    ...typed,
  }
  const apply = () => maskShape(editor, shape, region)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.frame}
      onKeyDown={({ key, target }) => key === 'Enter' && isTextField(target) && apply()}
    >
      {fields.map(({ id, label, ...field }) => (
        <NumberInput
          key={id}
          {...field}
          label={t(label)}
          value={region[id]}
          onChange={(value) => setTyped((before) => ({ ...before, [id]: value }))}
        />
      ))}
      <IconButton icon={Check} label={t('option.shape.apply')} onClick={apply} />
    </div>
  )
}
