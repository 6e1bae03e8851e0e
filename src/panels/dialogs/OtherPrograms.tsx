import { exportRecipeFor } from '../../actions/exportingRecipe'
import { problemText } from '../../actions/keptRecipes'
import { useEditor } from '../EditorContext'
import { useLateText } from '../useLateText'
import { otherPrograms } from '../../interchange/exportAs'
import type { SavedRecipe } from '../../shared/savedRecipe'
import { Button } from '../../ui/Button'
import { Disclosure } from '../../ui/Disclosure'
import styles from './ExportDialog.module.css'

/** The edit for other programs, in place of its picture. */
export function OtherPrograms({
  recipe,
  onDone,
}: {
  readonly recipe: SavedRecipe | undefined
  readonly onDone: () => void
}) {
  const editor = useEditor()
  const t = useLateText()
  const hasRecipe = recipe !== undefined
  const unusable = hasRecipe ? problemText(editor, recipe) : ''
  return (
    <Disclosure label={t('export.otherPrograms')}>
      <p className={styles.note}>
        {unusable || t(hasRecipe ? 'export.otherProgramsHelp' : 'export.noRecipe')}
      </p>
      <div className={styles.programs}>
        {otherPrograms.map((program) => (
          <Button
            key={program}
            disabled={!hasRecipe || unusable !== ''}
            onClick={() => {
              onDone()
              void exportRecipeFor(editor, program)
            }}
          >
            {t(`export.${program}`)}
          </Button>
        ))}
      </div>
    </Disclosure>
  )
}
