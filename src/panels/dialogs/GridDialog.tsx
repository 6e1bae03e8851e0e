import { useState } from 'react'
import { gridRecipe, startGrid } from '../../actions/grids'
import { runPlan } from '../../actions/runPlan'
import { useEditor, useWorded, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { gridAxes, type GridAxis } from '../../engine/grid/gridAxes'
import { largestGrid, planGrid, type GridProblem } from '../../engine/grid/planGrid'
import type { Recipe } from '../../shared/recipe'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Select } from '../../ui/Select'
import { useStoresChanged } from '../useStoresChanged'
import styles from './GridDialog.module.css'
import { useDialog } from './useDialog'

/** Two settings of the panel's edit, and the values that a grid of results is to have of each. */
export function GridDialog() {
  const t = useLateText()
  const { open, close } = useDialog('grid')
  return (
    <Dialog open={open} title={t('grid.title')} closeLabel={t('app.close')} width={520} onClose={close}>
      <Choices onDone={close} />
    </Dialog>
  )
}

function Choices({ onDone }: { readonly onDone: () => void }) {
  const editor = useEditor()
  const t = useLateText()
  useStoresChanged()
  // Of the first moment at which there is one: the axes stay the same under the hand.
  const [first, setFirst] = useState<Recipe>()
  const recipe = first ?? gridRecipe(editor)
  if (first !== recipe) setFirst(recipe)
  const { obstacle, waits } = runPlan(editor)
  return (
    <div className={styles.body}>
      <p className={styles.note}>{t('grid.about')}</p>
      {recipe ? (
        <Axes recipe={recipe} obstacle={obstacle} onDone={onDone} />
      ) : (
        <p role="status">{obstacle ?? (waits && t(waits))}</p>
      )}
    </div>
  )
}

interface AxesProps {
  readonly recipe: Recipe
  /** Why the panel's edit cannot be run, as was found out since the dialog was opened. */
  readonly obstacle: string | undefined
  readonly onDone: () => void
}

function Axes({ recipe, obstacle, onDone }: AxesProps) {
  const editor = useEditor()
  const t = useLateText()
  const language = useSettings((state) => state.language)
  const axes = gridAxes(recipe, language)
  const [across, setAcross] = useState({ id: 'steps', typed: '' })
  const [down, setDown] = useState({ id: 'none', typed: '' })
  const named = (id: string) => axes.find((axis) => axis.id === id)
  const nameOf = ({ label }: GridAxis) => ('key' in label ? t(label.key) : label.words)
  const [columns, rows] = [named(across.id), named(down.id)]
  const { plan, problem } = planGrid(
    recipe,
    { axis: columns ?? axes[0]!, typed: across.typed },
    rows && { axis: rows, typed: down.typed },
  )
  const busy = editor.jobs.getState().series !== undefined
  return (
    <>
      <Axis
        label={t('grid.columns')}
        axes={axes.map((axis) => ({ value: axis.id, label: nameOf(axis) }))}
        example={columns?.example ?? ''}
        {...across}
        onChange={setAcross}
      />
      <Axis
        label={t('grid.rows')}
        axes={[
          { value: 'none', label: t('grid.none') },
          ...axes.map((axis) => ({ value: axis.id, label: nameOf(axis) })),
        ]}
        example={rows?.example}
        {...down}
        onChange={setDown}
      />
      <p className={styles.note} role="status">
        {obstacle ?? <Problem problem={problem} />}
        {obstacle === undefined &&
          plan &&
          t('grid.count', {
            columns: plan.columns.length,
            rows: plan.rows.length,
            count: plan.recipes.length,
          })}
        {busy && ` ${t('batch.another')}`}
      </p>
      <div className={styles.buttons}>
        <Button
          look="primary"
          disabled={!plan || busy || obstacle !== undefined}
          onClick={() => {
            if (!plan || !columns) return
            onDone()
            const names = { across: nameOf(columns), ...(rows && { down: nameOf(rows) }) }
            void startGrid(editor, plan, names).catch(editor.fail)
          }}
        >
          {t('grid.run')}
        </Button>
      </div>
    </>
  )
}

interface AxisProps {
  readonly label: string
  readonly axes: readonly { readonly value: string; readonly label: string }[]
  readonly example: string | undefined
  readonly id: string
  readonly typed: string
  readonly onChange: (axis: { id: string; typed: string }) => void
}

function Axis({ label, axes, example, id, typed, onChange }: AxisProps) {
  const t = useLateText()
  return (
    <section className={styles.axis} aria-label={label}>
      <h3 className={styles.heading}>{label}</h3>
      <Select
        label={label}
        value={id}
        options={axes}
        onChange={(next) => onChange({ id: next, typed: '' })}
      />
      {example !== undefined && (
        <input
          className={styles.input}
          aria-label={t('grid.values', { label })}
          placeholder={example}
          value={typed}
          spellCheck={false}
          onChange={({ target }) => onChange({ id, typed: target.value })}
        />
      )}
    </section>
  )
}

function Problem({ problem }: { readonly problem: GridProblem | undefined }) {
  const t = useLateText()
  const said = useWorded()
  switch (problem?.kind) {
    case undefined:
      return null
    case 'empty':
      return t('grid.empty')
    case 'same axis':
      return t('grid.sameAxis')
    case 'value':
      return t('grid.badValue', { value: problem.value })
    case 'refused':
      return said(problem.sentence)
    case 'too many':
      return t('grid.tooMany', { count: problem.count, most: largestGrid })
  }
}
