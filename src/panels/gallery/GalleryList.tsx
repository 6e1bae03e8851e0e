import type { KeyboardEvent } from 'react'
import { deleteResult } from '../../actions/gallery'
import { useDocument, useEditor, useGallery, useText, useView } from '../EditorContext'
import { galleryBitmaps, galleryBudgetBytes, shownResults } from '../../state/gallery'
import { factsOf, promptOf } from '../../shared/savedRecipe'
import { inSight } from '../inSight'
import { ListPanel } from '../ListPanel'
import { Thumbnail } from '../Thumbnail'
import styles from './GalleryList.module.css'

/** Small pictures of all results. One of them is in the tab order; the arrow keys go on from it. */
export function GalleryList() {
  const { view, bitmaps } = useEditor()
  const t = useText()
  const gallery = useGallery((state) => state)
  const deletedResults = useDocument((state) => state.deletedResults)
  const viewed = useView((state) => state.viewedResult)
  const results = shownResults(gallery, { deletedResults })
  const entry = results.some(({ id }) => id === viewed) ? viewed : results[0]?.id
  const bytes = bitmaps.bytesOf(galleryBitmaps(gallery))
  const memory = {
    count: results.length,
    used: Math.round(bytes / 1e6),
    budget: Math.round(galleryBudgetBytes / 1e6),
  }
  return (
    <ListPanel
      empty={results.length === 0 && t('gallery.empty')}
      foot={results.length > 0 && <p>{t('gallery.memory', memory)}</p>}
    >
      <ol className={styles.grid} aria-label={t('gallery.list')} onKeyDown={moveFocus}>
        {results.map(({ id, bitmap, recipe }) => (
          <li key={id}>
            <ResultButton
              id={id}
              label={t('gallery.result', {
                prompt: promptOf(recipe).trim() || t('gallery.noPrompt'),
                seed: factsOf(recipe)['seed'] ?? '?',
              })}
              viewed={id === viewed}
              inTabOrder={id === entry}
              onClick={() => view.setState({ viewedResult: id === viewed ? undefined : id })}
            >
              <Thumbnail bitmap={bitmap} side={68} />
            </ResultButton>
          </li>
        ))}
      </ol>
    </ListPanel>
  )
}

interface ResultButtonProps {
  readonly id: string
  readonly label: string
  readonly viewed: boolean
  readonly inTabOrder: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function ResultButton({ id, label, viewed, inTabOrder, onClick, children }: ResultButtonProps) {
  const editor = useEditor()
  return (
    <button
      type="button"
      ref={viewed ? inSight : undefined}
      className={styles.result}
      aria-label={label}
      aria-pressed={viewed}
      tabIndex={inTabOrder ? 0 : -1}
      title={label}
      onClick={onClick}
      onKeyDown={(event) => {
        if (event.key !== 'Delete') return
        event.preventDefault()
        const item = event.currentTarget.parentElement
        const neighbour = item?.nextElementSibling ?? item?.previousElementSibling
        deleteResult(editor, id)
        neighbour?.querySelector('button')?.focus()
      }}
    >
      {children}
    </button>
  )
}

/** Arrow keys, Home and End among the small pictures; up and down go by a row. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const list = event.currentTarget
  const buttons = [...list.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  if (at < 0) return
  const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: buttons.length - 1,
  }
  const target = targets[event.key]
  if (target === undefined) return
  event.preventDefault()
  buttons[target]?.focus()
}
