import { CircleDashed, Contrast, Eye, EyeOff, Maximize2, Minimize2, SquareDashed, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { focusCanvas, isTextField } from '../../actions/shortcuts'
import { useEditor, useSettings, useText, useView } from '../EditorContext'
import type { ToolId } from '../../state/toolId'
import { joins } from '../../canvas/shapeMask'
import { changeTools, widestPen } from '../../state/settings'
import type { TextKey } from '../../strings/text'
import { belongsToInputMethod } from '../../ui/composing'
import { NumberInput } from '../../ui/NumberInput'
import { Segments } from '../../ui/Segments'
import { Slider } from '../../ui/Slider'
import { Switch } from '../../ui/Switch'
import { ActionButton } from '../ActionButton'
import { FindByWord } from './FindByWord'
import { CropOptions } from './CropOptions'
import { FrameOptions } from './FrameOptions'
import { JoiningField } from './JoiningField'
import { KindField } from './KindField'
import { toolHint } from './toolHint'
import { ShapeOptions } from './ShapeOptions'
import styles from './ToolOptions.module.css'

export function ToolOptions() {
  const t = useText()
  const tool = useView((state) => state.tool)
  const byThing = useSettings((state) => state.tools.wandBy === 'thing')
  const hint = toolHint(tool, byThing)
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('app.toolOptions')}>
      <span className={styles.name}>{t(`tool.${tool}`)}</span>
      <div className={styles.options} onKeyDown={leaveOnEnter}>
        {joins(tool) && <JoiningField />}
        <Options tool={tool} />
      </div>
      {hint && <span className={styles.hint}>{t(hint)}</span>}
      {tool.startsWith('mask-') && <MaskActions />}
    </div>
  )
}

/** Enter in a number gives the keys back to the canvas, where the next one applies what was typed. */
function leaveOnEnter({ key, target, nativeEvent }: KeyboardEvent): void {
  if (key === 'Enter' && isTextField(target) && !belongsToInputMethod(nativeEvent)) focusCanvas()
}

function Options({ tool }: { readonly tool: ToolId }) {
  switch (tool) {
    case 'mask-brush':
    case 'mask-eraser':
      return (
        <>
          <ToolSlider setting="brushSize" label="option.size" min={1} max={512} usual={24} />
          <ToolSlider
            setting="hardness"
            label="option.hardness"
            help="option.hardnessHelp"
            min={0}
            max={100}
            unit="%"
          />
          <PressureSwitch />
        </>
      )
    case 'mask-rectangle':
      return <ShapeOptions shape="rectangle" />
    case 'mask-ellipse':
      return <ShapeOptions shape="ellipse" />
    case 'mask-wand':
      return <WandOptions />
    case 'sketch-pen':
      return (
        <>
          <KindField />
          <ColourField />
          <ToolSlider setting="penSize" label="option.size" min={1} max={widestPen} usual={4} />
          <PressureSwitch />
        </>
      )
    case 'colour-picker':
      return <ColourField />
    case 'move':
      return <FrameOptions />
    case 'crop':
      return <CropOptions />
    default:
      return null
  }
}

interface ToolSliderProps {
  readonly setting: 'brushSize' | 'hardness' | 'wandTolerance' | 'penSize'
  readonly label: TextKey
  readonly min: number
  readonly max: number
  readonly usual?: number
  readonly help?: TextKey
  /** Shares are kept as 0 to 1. */
  readonly unit?: '%'
}

function ToolSlider({ setting, label, help, unit, ...range }: ToolSliderProps) {
  const t = useText()
  const { settings } = useEditor()
  const value = useSettings((state) => state.tools[setting])
  const factor = unit === '%' ? 100 : 1
  return (
    <Slider
      compact
      {...range}
      label={t(label)}
      help={help && t(help)}
      value={Math.round(value * factor)}
      step={1}
      unit={unit}
      onChange={(next) => changeTools(settings, { [setting]: next / factor })}
    />
  )
}

/** By colour or by thing. */
function WandOptions() {
  const t = useText()
  const { settings } = useEditor()
  const by = useSettings((state) => state.tools.wandBy)
  return (
    <>
      <Segments
        label={t('option.wandBy')}
        value={by}
        options={[
          { value: 'colour', label: t('option.wandColour') },
          { value: 'thing', label: t('option.wandThing') },
        ]}
        onChange={(wandBy) => changeTools(settings, { wandBy })}
      />
      {by === 'colour' && (
        <ToolSlider
          setting="wandTolerance"
          label="option.tolerance"
          help="option.toleranceHelp"
          min={0}
          max={255}
          usual={32}
        />
      )}
    </>
  )
}

function PressureSwitch() {
  const t = useText()
  const { settings } = useEditor()
  const checked = useSettings((state) => state.tools.pressure)
  return (
    <Switch
      label={t('option.pressure')}
      help={t('option.pressureHelp')}
      checked={checked}
      onChange={(pressure) => changeTools(settings, { pressure })}
    />
  )
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

function MaskActions() {
  const t = useText()
  const { settings } = useEditor()
  const growPixels = useSettings((state) => state.tools.growPixels)
  const shown = useView((state) => state.showMasks)
  const tinted = useView((state) => state.tintMasks)
  return (
    <div className={styles.actions}>
      <FindByWord />
      <ActionButton action="mask.invert" icon={Contrast} />
      <ActionButton action="mask.shrink" icon={Minimize2} />
      <ActionButton action="mask.grow" icon={Maximize2} />
      <span className={styles.rare}>
        <ActionButton action="mask.feather" icon={CircleDashed} />
      </span>
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
      <span className={styles.spare}>
        <ActionButton action="mask.tint" icon={SquareDashed} pressed={!tinted} />
      </span>
      <ActionButton action="mask.clear" icon={X} />
    </div>
  )
}
