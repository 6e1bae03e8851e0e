import { exportRecipeFor } from '../../actions/exportingRecipe'
import { useEditor, useText } from '../EditorContext'
import { otherPrograms } from '../../interchange/exportAs'
import { Button } from '../../ui/Button'
import { Disclosure } from '../../ui/Disclosure'
import styles from './ExportDialog.module.css'

/** The edit for other programs, in place of its picture. */
export function OtherPrograms({
  hasRecipe,
  onDone,
}: {
  readonly hasRecipe: boolean
  readonly onDone: () => void
}) {
  const editor = useEditor()
  const t = useText()
  return (
    <Disclosure label={t('export.otherPrograms')}>
      <p className={styles.note}>{t(hasRecipe ? 'export.otherProgramsHelp' : 'export.noRecipe')}</p>
      <div className={styles.programs}>
        {otherPrograms.map((program) => (
          <Button
            key={program}
            disabled={!hasRecipe}
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
