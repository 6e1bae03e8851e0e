import { taughtKinds, type LessonForm } from '../../actions/teaching'
import { useLateText } from '../useLateText'
import { learnables } from '../../shared/lessonKinds'
import { FieldRow } from '../../ui/FieldRow'
import { Select } from '../../ui/Select'

interface TeachWayProps {
  readonly form: Pick<LessonForm, 'kind' | 'learns'>
  readonly onChange: (next: Partial<LessonForm>) => void
}

/** What the pictures have in common, and how it is learned. */
export function TeachWay({ form: { kind, learns }, onChange }: TeachWayProps) {
  const t = useLateText()
  return (
    <>
      <FieldRow label={t('teach.learns')}>
        <Select
          label={t('teach.learns')}
          value={learns}
          options={learnables.map((one) => ({ value: one, label: t(`teach.learns.${one}`) }))}
          onChange={(next) => onChange({ learns: next as LessonForm['learns'] })}
        />
      </FieldRow>
      <FieldRow label={t('teach.kind')}>
        <Select
          label={t('teach.kind')}
          value={kind}
          options={taughtKinds.map((one) => ({
            value: one,
            label: t(`teach.kind.${one}`),
            detail: t(`teach.kindHelp.${one}`),
          }))}
          // Each kind has a rate of its own.
          onChange={(next) => onChange({ kind: next as LessonForm['kind'], learningRate: undefined })}
        />
      </FieldRow>
    </>
  )
}
