import {
  Brush,
  Circle,
  Crop,
  Eraser,
  Hand,
  Lasso,
  Move,
  Pencil,
  Pipette,
  Square,
  WandSparkles,
  type LucideIcon,
} from 'lucide-react'
import { useSettings, useText, useView } from '../EditorContext'
import type { ToolId } from '../../state/toolId'
import { ActionButton } from '../ActionButton'
import { toolHint } from './toolHint'
import styles from './ToolRail.module.css'

const icons: Readonly<Record<ToolId, LucideIcon>> = {
  hand: Hand,
  move: Move,
  crop: Crop,
  'mask-brush': Brush,
  'mask-eraser': Eraser,
  'mask-rectangle': Square,
  'mask-ellipse': Circle,
  'mask-lasso': Lasso,
  'mask-wand': WandSparkles,
  'sketch-pen': Pencil,
  'colour-picker': Pipette,
}

/** View, mask and picture tools, apart. */
const groups: readonly (readonly ToolId[])[] = [
  ['hand', 'move'],
  ['mask-brush', 'mask-eraser', 'mask-rectangle', 'mask-ellipse', 'mask-lasso', 'mask-wand'],
  ['sketch-pen', 'colour-picker'],
  ['crop'],
]

export function ToolRail() {
  const t = useText()
  const current = useView((state) => state.tool)
  const byThing = useSettings((state) => state.tools.wandBy === 'thing')
  return (
    <section className={styles.rail} data-tour="tools" aria-label={t('app.tools')}>
      {groups.map((tools) => (
        <div key={tools[0]} className={styles.group}>
          {tools.map((id) => (
            <ActionButton
              key={id}
              action={`tool.${id}`}
              icon={icons[id]}
              pressed={id === current}
              side="right"
              hint={toolHint(id, byThing)}
              className={styles.tool}
            />
          ))}
        </div>
      ))}
    </section>
  )
}
