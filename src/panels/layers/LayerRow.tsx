import { Eye, EyeOff, GripVertical, RefreshCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { renameLayer, selectLayer, setLayerVisible } from '../../actions/layering'
import { problemText } from '../../actions/keptRecipes'
import { runLayerAgain } from '../../actions/runningAgain'
import { actions } from '../../actions/table'
import { ActionEntries } from '../ActionEntries'
import { useDocument, useEditor, useSettings, useText, useView } from '../EditorContext'
import { layerUse } from '../../engine/layerUse'
import { isStale } from '../../state/basis'
import type { Layer } from '../../state/document'
import { IconButton } from '../../ui/IconButton'
import { ContextMenu } from '../../ui/Menu'
import { inSight } from '../inSight'
import { Thumbnail } from '../Thumbnail'
import styles from './LayerRow.module.css'
import { belongsToInputMethod } from '../../ui/composing'

/** What is done with a layer that is there. */
const ofLayer = actions.filter(
  ({ id, group }) => group === 'layer' && id !== 'layer.sketch' && id !== 'layer.mask',
)

interface LayerRowProps {
  readonly layer: Layer
  readonly active: boolean
  /** Of the active one, its place in the list: it stays in sight. */
  readonly place: number | undefined
  /** It is on its way to another place. */
  readonly dragged: boolean
  /** The dragged row would come to lie here. */
  readonly gap: 'above' | 'below' | undefined
}

export function LayerRow({ layer, active, place, dragged, gap }: LayerRowProps) {
  const editor = useEditor()
  const t = useText()
  const renaming = useView((state) => state.renaming === layer.id)
  const setRenaming = (on: boolean) => editor.view.setState({ renaming: on ? layer.id : undefined })
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (place !== undefined) inSight(row.current)
  }, [place])
  const named = useRef<HTMLButtonElement>(null)
  /** Enter and Escape give the focus back; a press elsewhere has taken it. */
  const returns = useRef(false)
  useEffect(() => {
    if (!renaming && returns.current) named.current?.focus()
    returns.current = false
  }, [renaming])
  const kind = t(layer.forGuides ? 'layers.forGuides' : `layers.${layer.kind}`)
  const name = layer.name || kind
  const use = useLayerUse(layer)
  // Not what the name says already: "Mask for Regions".
  const about =
    use !== undefined && name.includes(use) ? undefined : (use ?? (name === kind ? undefined : kind))
  const stale = useDocument((state) => isStale(state, layer))
  const unusable = stale ? problemText(editor, layer.recipe) : ''
  return (
    <ContextMenu
      label={t('layers.menu', { name })}
      onOpen={() => selectLayer(editor, layer.id)}
      trigger={
        <li
          ref={row}
          className={styles.row}
          data-active={active || undefined}
          data-dragged={dragged || undefined}
          data-gap={gap}
          data-hidden={!layer.visible || undefined}
        >
          <IconButton
            icon={layer.visible ? Eye : EyeOff}
            label={t(layer.visible ? 'layers.hide' : 'layers.show', { name })}
            side="left"
            onClick={() => setLayerVisible(editor, layer.id, !layer.visible)}
          />
          {renaming ? (
            <NameInput
              name={layer.name}
              label={t('layers.rename', { name })}
              onDone={(next, byKey) => {
                returns.current = byKey
                setRenaming(false)
                if (next !== undefined) renameLayer(editor, layer.id, next.trim())
              }}
            />
          ) : (
            <button
              ref={named}
              type="button"
              className={styles.name}
              aria-keyshortcuts="F2"
              aria-pressed={active}
              onClick={() => selectLayer(editor, layer.id)}
              onDoubleClick={() => setRenaming(true)}
              onKeyDown={(event) => {
                if (event.key !== 'F2') return
                // Else it would mean the active layer.
                event.stopPropagation()
                setRenaming(true)
              }}
            >
              <Thumbnail bitmap={layer.bitmap} side={26} />
              <span className={styles.text} title={name}>
                {name}
              </span>
              {about !== undefined && (
                <span className={styles.kind} title={about}>
                  {about}
                </span>
              )}
            </button>
          )}
          {stale && (
            <IconButton
              icon={RefreshCw}
              label={t('layers.stale', { name })}
              side="left"
              hint={unusable}
              disabled={unusable !== ''}
              aria-description={unusable || undefined}
              className={styles.stale}
              onClick={() => runLayerAgain(editor, layer.id, 'same')}
            />
          )}
          <span className={styles.grip} data-grip title={t('layers.drag')} aria-hidden>
            <GripVertical size={14} strokeWidth={1.75} />
          </span>
        </li>
      }
    >
      <ActionEntries actions={ofLayer} />
    </ContextMenu>
  )
}

/** A region's prompt, or the guide that the layer is for. */
function useLayerUse({ id, kind, forGuides }: Layer): string | undefined {
  const guides = useSettings((state) => state.draft.guides)
  const language = useSettings((state) => state.language)
  return forGuides || kind === 'mask' ? layerUse(guides, id, language) : undefined
}

interface NameInputProps {
  readonly name: string
  readonly label: string
  /** Undefined when it stays as it was. */
  readonly onDone: (name: string | undefined, byKey: boolean) => void
}

function NameInput({ name, label, onDone }: NameInputProps) {
  return (
    <input
      className={styles.input}
      aria-label={label}
      defaultValue={name}
      ref={(element) => element?.select()}
      onBlur={({ target }) => onDone(target.value, false)}
      onKeyDown={(event) => {
        if (belongsToInputMethod(event.nativeEvent)) return
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        // Else it would mean the canvas.
        event.stopPropagation()
        event.preventDefault()
        onDone(event.key === 'Enter' ? event.currentTarget.value : undefined, true)
      }}
    />
  )
}
