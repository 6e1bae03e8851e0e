import { Check, RectangleHorizontal, RectangleVertical, X } from 'lucide-react'
import { changeCropSize, chooseCropAspect, cropBoxOf } from '../../actions/cropBox'
import { useDocument, useEditor, useJobs, useSettings, useText, useView } from '../EditorContext'
import { aspects, type AspectId } from '../../engine/sizePresets'
import { sideLimits } from '../../shared/pictureLimits'
import { summaryOf } from '../../state/jobs'
import { IconButton } from '../../ui/IconButton'
import { NumberInput } from '../../ui/NumberInput'
import { Select } from '../../ui/Select'
import { ActionButton } from '../ActionButton'
import styles from './ToolOptions.module.css'

/** Sizes that checkpoints were trained at, in pixels. */
const squares = [512, 768, 1024]

/** The new canvas in numbers: its shape, its size, presets of both. */
export function CropOptions() {
  const t = useText()
  const editor = useEditor()
  const aspect = useView((state) => state.cropAspect)
  useView((state) => state.crop)
  const canvas = useDocument((state) => state.width / state.height)
  useDocument((state) => state.height)
  const trained = useTrainedSize()
  const { left, top, right, bottom } = cropBoxOf(editor)
  const [width, height] = [right - left, bottom - top]
  const sizes = [...new Set([...(trained ? [trained] : []), ...squares])]
  const shapes: readonly (readonly ['free' | 'canvas' | AspectId, number | undefined])[] = [
    ['free', undefined],
    ['canvas', canvas],
    ...(Object.keys(aspects) as AspectId[]).map((id) => [id, aspects[id]] as const),
  ]
  const chosen = shapes.find(([, value]) => value === aspect)?.[0] ?? 'free'
  function choose(value: string): void {
    const side = Number(value)
    if (side > 0) {
      chooseCropAspect(editor, undefined)
      changeCropSize(editor, { width: side, height: side })
    } else chooseCropAspect(editor, shapes.find(([id]) => id === value)?.[1])
  }
  return (
    <>
      <div className={styles.shape}>
        <Select
          label={t('size.shape')}
          value={chosen}
          options={[
            ...shapes.map(([id]) => ({ value: id, label: t(`crop.${id}`) })),
            ...sizes.map((side) => ({
              value: String(side),
              label: `${side} × ${side}`,
              ...(side === trained && { detail: t('crop.trained') }),
            })),
          ]}
          onChange={choose}
        />
      </div>
      <NumberInput
        label={t('crop.width')}
        sign="W"
        value={width}
        min={sideLimits.least}
        max={sideLimits.most}
        onCommit={(next) => changeCropSize(editor, { width: next })}
      />
      <NumberInput
        label={t('crop.height')}
        sign="H"
        value={height}
        min={sideLimits.least}
        max={sideLimits.most}
        onCommit={(next) => changeCropSize(editor, { height: next })}
      />
      <IconButton
        icon={width >= height ? RectangleVertical : RectangleHorizontal}
        label={t('size.swap')}
        onClick={() => {
          if (aspect !== undefined) chooseCropAspect(editor, 1 / aspect)
          else changeCropSize(editor, { width: height, height: width })
        }}
      />
      <ActionButton action="tool.applyCrop" icon={Check} />
      <ActionButton action="tool.cancelCrop" icon={X} />
    </>
  )
}

/** The side of the square that the chosen checkpoint was trained at. */
function useTrainedSize(): number | undefined {
  const id = useSettings(({ draft }) => draft.checkpoint[draft.mode])
  return useJobs((state) => summaryOf(state, id)?.width)
}
