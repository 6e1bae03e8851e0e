import { RotateCcw } from 'lucide-react'
import { problemText } from '../../actions/keptRecipes'
import { useEditor, useSettings, useText } from '../EditorContext'
import { guideMetas } from '../../../workers/guidance/list'
import type { RecipePart } from '../../engine/draftRecipe'
import { factsOf, guidesOf, promptOf } from '../../shared/savedRecipe'
import type { GalleryResult } from '../../state/gallery'
import { guideText } from '../../strings/guideText'
import type { Language } from '../../strings/translation'
import { ActionButton } from '../ActionButton'
import styles from './RecipeFacts.module.css'

interface RecipeFactsProps {
  readonly result: GalleryResult
  /** Pixels of the result; the recipe has the working size. */
  readonly width: number
  readonly height: number
}

/** A result's recipe in words, and why it cannot be used where that is so. The parts that can be recalled alone have a button. */
export function RecipeFacts({ result, width, height }: RecipeFactsProps) {
  const editor = useEditor()
  const t = useText()
  const language = useSettings((state) => state.language)
  const { recipe, seconds, madeAt } = result
  const date = new Date(madeAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const guides = guidesOf(recipe)
    .map((id) => guideName(id, language))
    .join(', ')
  const facts = factsOf(recipe)
  const problem = problemText(editor, recipe)
  return (
    <dl className={styles.facts} aria-label={t('gallery.recipe')}>
      {problem !== '' && <Fact name={t('gallery.unusable')} value={problem} wide whole />}
      <Fact name={t('panel.prompt')} value={promptOf(recipe) || t('gallery.noPrompt')} recall="prompt" wide />
      <Fact name={t('panel.negative')} value={facts['negativePrompt']} wide />
      <Fact name={t('panel.guides')} value={guides} recall="guides" wide />
      <Fact name={t('panel.seed')} value={facts['seed']} recall="seed" />
      <Fact name={t('panel.steps')} value={facts['steps']} />
      <Fact name={t('panel.checkpoint')} value={facts['checkpoint']} />
      <Fact name={t('panel.scheduler')} value={facts['scheduler'] ?? t('panel.schedulerOwn')} />
      <Fact name={t('panel.strength')} value={facts['strength']} />
      <Fact name={t('panel.upscaler')} value={facts['upscaler']} />
      <Fact name={t('gallery.size')} value={`${width} × ${height}`} />
      <Fact
        name={t('gallery.madeAt')}
        value={`${date}, ${t('stage.seconds', { seconds: seconds.toFixed(1) })}`}
      />
    </dl>
  )
}

/** A guide that this version does not have keeps its id. */
function guideName(id: string, language: Language): string {
  const meta = guideMetas.get(id)
  return meta ? guideText(language, meta).label : id
}

interface FactProps {
  readonly name: string
  /** Nothing is shown without one. */
  readonly value: string | number | undefined
  readonly recall?: RecipePart
  readonly wide?: boolean
  /** In as many lines as it takes. */
  readonly whole?: boolean
}

function Fact({ name, value, recall, wide, whole }: FactProps) {
  if (value === undefined || value === '') return null
  return (
    <div className={styles.fact} data-wide={wide} data-whole={whole}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        <span className={styles.text}>{value}</span>
        {recall && <ActionButton action={`gallery.recall.${recall}`} icon={RotateCcw} side="top" />}
      </dd>
    </div>
  )
}
