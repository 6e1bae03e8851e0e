import { Check, CircleDashed, Contrast, Eye, EyeOff, Maximize2, Minimize2, X } from 'lucide-react'
import { useDocument, useEditor, useSettings, useText, useView } from '../../app/EditorContext'
import type { ToolId } from '../../canvas/tools/registry'
import { changeTools, type ToolSettings } from '../../state/settings'
import type { TextKey } from '../../strings/text'
import { NumberInput } from '../../ui/NumberInput'
import { Slider } from '../../ui/Slider'
import { Switch } from '../../ui/Switch'
import { ActionButton } from '../ActionButton'
import styles from './ToolOptions.module.css'

const hints: Readonly<Partial<Record<ToolId, TextKey>>> = {
  hand: 'option.hintHand',
  move: 'option.hintMove',
  crop: 'option.hintCrop',
  'mask-brush': 'option.hintBrush',
  'mask-eraser': 'option.hintBrush',
  'mask-rectangle': 'option.hintShape',
  'mask-ellipse': 'option.hintShape',
  'mask-lasso': 'option.hintLasso',
  'mask-wand': 'option.hintWand',
  'sketch-pen': 'option.hintBrush',
}

export function ToolOptions() {
  const t = useText()
  const tool = useView((state) => state.tool)
  const hint = hints[tool]
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('app.toolOptions')}>
      <span className={styles.name}>{t(`tool.${tool}`)}</span>
      <Options tool={tool} />
      {hint && <span className={styles.hint}>{t(hint)}</span>}
      {tool.startsWith('mask-') && <MaskActions />}
    </div>
  )
}

function Options({ tool }: { readonly tool: ToolId }) {
  const t = useText()
  const { settings } = useEditor()
  const tools = useSettings((state) => state.tools)
  const change = (next: Partial<ToolSettings>) => changeTools(settings, next)
  switch (tool) {
    case 'mask-brush':
    case 'mask-eraser':
      return (
        <>
          <Slider
            compact
            label={t('option.size')}
            value={tools.brushSize}
            min={1}
            max={512}
            step={1}
            onChange={(brushSize) => change({ brushSize })}
          />
          <Slider
            compact
            label={t('option.hardness')}
            value={Math.round(tools.hardness * 100)}
            min={0}
            max={100}
            step={1}
            unit="%"
            onChange={(percent) => change({ hardness: percent / 100 })}
          />
          <Switch
            label={t('option.pressure')}
            checked={tools.pressure}
            onChange={(pressure) => change({ pressure })}
          />
        </>
      )
    case 'mask-wand':
      return (
        <Slider
          compact
          label={t('option.tolerance')}
          value={tools.wandTolerance}
          min={0}
          max={255}
          step={1}
          onChange={(wandTolerance) => change({ wandTolerance })}
        />
      )
    case 'sketch-pen':
      return (
        <>
          <ColourField />
          <Slider
            compact
            label={t('option.size')}
            value={tools.penSize}
            min={1}
            max={128}
            step={1}
            onChange={(penSize) => change({ penSize })}
          />
          <Switch
            label={t('option.pressure')}
            checked={tools.pressure}
            onChange={(pressure) => change({ pressure })}
          />
        </>
      )
    case 'colour-picker':
      return <ColourField />
    case 'crop':
      return <CropOptions />
    default:
      return null
  }
}

function ColourField() {
  const t = useText()
  const { settings } = useEditor()
  const colour = useSettings((state) => state.tools.colour)
  return (
    <label className={styles.colour}>
      {t('option.colour')}
      <input
        type="color"
        value={colour}
        onChange={({ target }) => changeTools(settings, { colour: target.value })}
      />
    </label>
  )
}

function CropOptions() {
  const t = useText()
  const crop = useView((state) => state.crop)
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  const size = crop ? { width: crop.right - crop.left, height: crop.bottom - crop.top } : { width, height }
  return (
    <>
      <output className={styles.size}>{t('option.cropSize', size)}</output>
      <ActionButton action="tool.applyCrop" icon={Check} />
      <ActionButton action="tool.cancelCrop" icon={X} />
    </>
  )
}

function MaskActions() {
  const t = useText()
  const { settings } = useEditor()
  const growPixels = useSettings((state) => state.tools.growPixels)
  const shown = useView((state) => state.showMasks)
  return (
    <div className={styles.actions}>
      <ActionButton action="mask.invert" icon={Contrast} />
      <ActionButton action="mask.shrink" icon={Minimize2} />
      <ActionButton action="mask.grow" icon={Maximize2} />
      <ActionButton action="mask.feather" icon={CircleDashed} />
      <NumberInput
        hidden
        label={t('option.by')}
        value={growPixels}
        min={1}
        max={256}
        unit="px"
        onChange={(next) => changeTools(settings, { growPixels: next })}
      />
      <ActionButton action="mask.show" icon={shown ? Eye : EyeOff} />
      <ActionButton action="mask.clear" icon={X} />
    </div>
  )
}
