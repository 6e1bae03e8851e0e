import { ImagePlus, SquareDashed } from 'lucide-react'
import { keepShown } from '../../actions/shownPictures'
import { useDocument, useEditor, useJobs, useText } from '../EditorContext'
import type { ShownPicture } from '../../state/jobs'
import type { TextKey } from '../../strings/text'
import { IconButton } from '../../ui/IconButton'
import { Tooltip } from '../../ui/Tooltip'
import { whileHeld } from '../../ui/whileHeld'
import { Thumbnail } from '../Thumbnail'
import styles from './ShownPictures.module.css'

interface ShownPicturesProps {
  /** Of the card. */
  readonly cardKey: string
  readonly guide: string
}

/** What the guide made or found, to be kept as layers. */
export function ShownPictures({ cardKey, guide }: ShownPicturesProps) {
  const t = useText()
  const width = useDocument((state) => state.width)
  const height = useDocument((state) => state.height)
  const all = useJobs((state) => state.shown)
  const shown = all.filter(
    ({ key, canvas }) => key === cardKey && canvas.width === width && canvas.height === height,
  )
  if (shown.length === 0) return null
  return (
    <ul className={styles.list} aria-label={t('guide.shownBy', { guide })}>
      {shown.map((picture) => (
        <Shown key={picture.name} picture={picture} guide={guide} />
      ))}
    </ul>
  )
}

function Shown({ picture, guide }: { readonly picture: ShownPicture; readonly guide: string }) {
  const t = useText()
  const editor = useEditor()
  const isRunning = useJobs(({ jobs }) => jobs.some(({ id }) => id === picture.job))
  const name = wordedName(picture.name, t)
  const when = picture.before ? 'guide.shownBefore' : isRunning ? 'guide.shownNow' : 'guide.shown'
  const look = () => editor.view.setState({ lookedAt: { key: picture.key, name: picture.name } })
  const keep = (kind: 'image' | 'mask') =>
    keepShown(editor, picture, kind, t('guide.shownLayer', { guide, name }))
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
      <IconButton icon={ImagePlus} label={t('guide.keepLayer', { name })} onClick={() => keep('image')} />
      {picture.channels === 1 && (
        <IconButton icon={SquareDashed} label={t('guide.keepMask', { name })} onClick={() => keep('mask')} />
      )}
    </li>
  )
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
