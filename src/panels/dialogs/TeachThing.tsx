import { mayHaveNewWord, type LessonForm, type TaughtThing } from '../../actions/teaching'
import { useLateText } from '../useLateText'
import { TeachCaptions } from './TeachCaptions'
import { TeachPictures } from './TeachPictures'
import { TeachText } from './TeachText'
import { TeachWordNote } from './TeachWordNote'

interface TeachThingProps {
  readonly form: Pick<LessonForm, 'kind' | 'learns' | 'newWord'>
  readonly thing: TaughtThing
  readonly onChange: (next: Partial<TaughtThing>) => void
  readonly onCaption: (at: number, caption: string) => void
}

/** One thing or style: its pictures, what they show, and how it is called. */
export function TeachThing({ form, thing, onChange, onCaption }: TeachThingProps) {
  const t = useLateText()
  const { learns } = form
  const { files, word, className } = thing
  const ofSubject = learns === 'subject'
  /** Its name is read by the tokenizer's own tokens. */
  const named = mayHaveNewWord(form) && !form.newWord
  return (
    <>
      <TeachPictures files={files} onChange={(chosen) => onChange({ files: chosen, captions: [] })} />
      <TeachText
        label={t('teach.word')}
        help={t(ofSubject ? 'teach.wordHelp' : 'teach.styleWordHelp')}
        value={word}
        placeholder={exampleName(form)}
        onChange={(next) => onChange({ word: next })}
      />
      {named && <TeachWordNote word={word} />}
      {/* A word of its own begins as another, and a style’s as one of its kind too. */}
      {(ofSubject || !named) && (
        <TeachText
          label={t(ofSubject ? 'teach.className' : 'teach.styleClassName')}
          help={t('teach.classHelp')}
          value={className}
          placeholder={ofSubject ? 'robot' : 'sketch'}
          onChange={(next) => onChange({ className: next })}
        />
      )}
      {files.length > 0 && <TeachCaptions thing={{ ...thing, learns }} onCaption={onCaption} />}
    </>
  )
}

/** A name as one might give it. */
export const exampleName = (form: TeachThingProps['form']): string =>
  mayHaveNewWord(form) && !form.newWord ? 'sks' : form.learns === 'subject' ? '<creature>' : '<sketch>'
