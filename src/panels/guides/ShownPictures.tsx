import { Brush, ImagePlus, Pencil, SquareDashed } from 'lucide-react'
import { changeShown, keepShown } from '../../actions/shownPictures'
import { useDocument, useEditor, useJobs, useText } from '../EditorContext'
import type { Fields, GuideValues } from '../../shared/guideFields'
import type { ShownPicture } from '../../state/jobs'
import type { GuideCard as Card } from '../../state/settings'
import type { TextKey } from '../../strings/text'
import { IconButton } from '../../ui/IconButton'
import { Tooltip } from '../../ui/Tooltip'
import { whileHeld } from '../../ui/whileHeld'
import { Thumbnail } from '../Thumbnail'
import styles from './ShownPictures.module.css'

interface ShownPicturesProps {
  readonly card: Card
  readonly fields: Fields
  /** Of the card. */
  readonly guide: string
  readonly onChange: (values: GuideValues) => void
}

/** What the guide made or found, to be changed by hand or kept as layers. */
export function ShownPictures({ card, fields, guide, onChange }: ShownPicturesProps) {
  const t = useText()
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  const all = useJobs((state) => state.shown)
  const shown = all.filter(
    ({ key, canvas }) => key === card.key && canvas.width === width && canvas.height === height,
  )
  if (shown.length === 0) return null
  return (
    <ul className={styles.list} aria-label={t('guide.shownBy', { guide })}>
      {shown.map((picture) => (
        <Shown
          key={picture.name}
          picture={picture}
          guide={guide}
          values={card.values}
          field={fieldOf(fields, picture.name)}
          onChange={onChange}
        />
      ))}
    </ul>
  )
}

interface ShownProps extends Pick<ShownPicturesProps, 'guide' | 'onChange'> {
  readonly picture: ShownPicture
  readonly values: GuideValues
  /** Which takes it, changed by hand. */
  readonly field: ReturnType<typeof fieldOf>
}

function Shown({ picture, guide, values, field, onChange }: ShownProps) {
  const t = useText()
  const editor = useEditor()
  const isRunning = useJobs(({ jobs }) => jobs.some(({ id }) => id === picture.job))
  const name = wordedName(picture.name, t)
  const when = picture.before ? 'guide.shownBefore' : isRunning ? 'guide.shownNow' : 'guide.shown'
  const look = () => editor.view.setState({ lookedAt: { key: picture.key, name: picture.name } })
  const layer = t('guide.shownLayer', { guide, name })
  const keep = (kind: 'image' | 'mask') => keepShown(editor, picture, kind, layer)
  return (
    <li className={styles.shown}>
      <Tooltip text={t('guide.look', { name })} side="left">
        <button
          type="button"
          className={styles.look}
          aria-label={t('guide.look', { name })}
          {...whileHeld(look, () => editor.view.setState({ lookedAt: undefined }))}
        >
          <Thumbnail bitmap={picture.bitmap} side={56} />
        </button>
      </Tooltip>
      <span className={styles.texts}>
        {name}
        <span className={styles.when}>{t(when)}</span>
      </span>
      {field && (
        <IconButton
          icon={field.kind === 'mask' ? Brush : Pencil}
          label={t('guide.changeShown', { name })}
          onClick={() => {
            const next = { ...values, ...field.set }
            const hint = field.drawnAs?.(next)
            const drawn = hint && { kind: hint, network: String(next['network'] ?? '') }
            const kind = field.kind === 'mask' ? 'mask' : 'sketch'
            onChange({ ...next, [field.id]: changeShown(editor, picture, kind, layer, drawn) })
          }}
        />
      )}
      <IconButton icon={ImagePlus} label={t('guide.keepLayer', { name })} onClick={() => keep('image')} />
      {picture.channels === 1 && (
        <IconButton icon={SquareDashed} label={t('guide.keepMask', { name })} onClick={() => keep('mask')} />
      )}
    </li>
  )
}

/** The field that takes what is shown under a name. */
function fieldOf(fields: Fields, name: string) {
  for (const [id, field] of Object.entries(fields))
    if ((field.kind === 'picture' || field.kind === 'mask') && field.shown?.as === name)
      return {
        id,
        kind: field.kind,
        set: field.shown.set,
        drawnAs: field.kind === 'picture' ? field.drawnAs : undefined,
      }
  return undefined
}

const names: Readonly<Record<string, TextKey>> = {
  Hint: 'guide.shown.hint',
  Depth: 'guide.shown.depth',
  Mask: 'guide.shown.mask',
  Reconstruction: 'guide.shown.reconstruction',
}

function wordedName(name: string, t: ReturnType<typeof useText>): string {
  const key = names[name]
  return key ? t(key) : name
}
