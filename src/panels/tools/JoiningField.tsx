import { Square, SquaresIntersect, SquaresSubtract, SquaresUnite } from 'lucide-react'
import { useEditor, useSettings, useText } from '../EditorContext'
import { maskOperations } from '../../canvas/kernels/combineMasks'
import { changeTools } from '../../state/settings'
import { Segments } from '../../ui/Segments'

const icons = {
  replace: Square,
  union: SquaresUnite,
  subtract: SquaresSubtract,
  intersect: SquaresIntersect,
} as const

/** How the next shape joins the mask that is there. */
export function JoiningField() {
  const t = useText()
  const { settings } = useEditor()
  const joining = useSettings((state) => state.tools.joining)
  return (
    <Segments
      label={t('option.joining')}
      value={joining}
      options={maskOperations.map((value) => ({
        value,
        label: t(`option.joining.${value}`),
        icon: icons[value],
      }))}
      onChange={(next) => changeTools(settings, { joining: next })}
    />
  )
}
