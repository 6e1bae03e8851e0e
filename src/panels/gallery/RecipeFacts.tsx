import { RotateCcw } from 'lucide-react'
import { recallResult } from '../../actions/gallery'
import { useEditor, useSettings, useText } from '../../app/EditorContext'
import { guideMetas } from '../../../workers/guidance/list'
import type { RecipePart } from '../../engine/draftRecipe'
import type { GalleryResult } from '../../state/gallery'
import { guideText } from '../../strings/guideText'
import type { Language } from '../../strings/translation'
import { IconButton } from '../../ui/IconButton'
import styles from './RecipeFacts.module.css'

interface RecipeFactsProps {
  readonly result: GalleryResult
  /** Pixels of the result; the recipe has the working size. */
  readonly width: number
  readonly height: number
}

/** A result's recipe in words. The parts that can be recalled alone have a button. */
export function RecipeFacts({ result, width, height }: RecipeFactsProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  const { recipe, seconds, madeAt } = result
  const date = new Date(madeAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const guides = recipe.guides.map(({ id }) => guideName(id, language)).join(', ')
  return (
    <dl className={styles.facts} aria-label={t('gallery.recipe')}>
      <Fact name={t('panel.prompt')} value={recipe.prompt || t('gallery.noPrompt')} recall="prompt" wide />
      {recipe.negativePrompt !== '' && <Fact name={t('panel.negative')} value={recipe.negativePrompt} wide />}
      <Fact name={t('panel.guides')} value={guides} recall="guides" wide />
      <Fact name={t('panel.seed')} value={recipe.seed} recall="seed" />
      <Fact name={t('panel.steps')} value={recipe.steps} />
      <Fact name={t('panel.checkpoint')} value={recipe.checkpoint} />
      <Fact name={t('panel.scheduler')} value={recipe.scheduler ?? t('panel.schedulerOwn')} />
      {recipe.strength !== undefined && <Fact name={t('panel.strength')} value={recipe.strength} />}
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
  readonly value: string | number
  readonly recall?: RecipePart
  readonly wide?: boolean
}

function Fact({ name, value, recall, wide }: FactProps) {
  const editor = useEditor()
  const t = useText()
  return (
    <div className={styles.fact} data-wide={wide}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        <span className={styles.text}>{value}</span>
        {recall && (
          <IconButton
            icon={RotateCcw}
            label={t(`action.recall.${recall}`)}
            side="top"
            onClick={() => recallResult(editor, recall)}
          />
        )}
      </dd>
    </div>
  )
}
