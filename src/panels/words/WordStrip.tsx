import { SquareDashed, X } from 'lucide-react'
import { useState } from 'react'
import { closeWords, madeOnShow, selectWord } from '../../actions/words'
import { useEditor, useJobs, useText, useView } from '../EditorContext'
import { sharesAt } from '../../canvas/kernels/wordMap'
import type { MappedWords } from '../../state/jobs'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { useFromStores } from '../useStoresChanged'
import { useHeldWord } from './useHeldWord'
import { WordChip } from './WordChip'
import styles from './WordStrip.module.css'

/** The words of the result that is looked at: each shows what it made, and the place that is pointed at shows its words. */
export function WordStrip() {
  const editor = useEditor()
  const t = useText()
  const onShow = useFromStores((editor) => madeOnShow(editor)?.id)
  const of = useView((state) => state.wordsOf)
  const viewed = useView((state) => state.viewedResult)
  const maps = useJobs((state) => state.wordMaps)
  if (of === undefined || viewed !== undefined || onShow !== of) return null
  return (
    <section className={styles.strip} aria-label={t('words.title')}>
      {maps?.of === of ? <Words key={of} maps={maps} /> : <Looking of={of} />}
      <IconButton icon={X} label={t('words.close')} onClick={() => closeWords(editor)} />
    </section>
  )
}

function Looking({ of }: { readonly of: string }) {
  const t = useText()
  const job = useJobs((state) => state.jobs.find(({ wordsOf }) => wordsOf === of))
  const { step = 0, steps = 0 } = job ?? {}
  return (
    <p className={styles.looking} role="status">
      {steps > 0 ? t('words.step', { step, steps }) : t('words.looking')}
    </p>
  )
}

function Words({ maps }: { readonly maps: MappedWords }) {
  const editor = useEditor()
  const t = useText()
  const pointed = useView((state) => state.pointed)
  // A word that was clicked stays lit, and can be selected.
  const [kept, keep] = useState<number>()
  const [selected, select] = useState<number>()
  useHeldWord(maps, kept)
  const show = (word: number | undefined) => editor.view.setState({ word })
  // A staged result hides the masks.
  const staged = useView((state) => state.candidate === maps.of)
  const shares = pointed && sharesAt(maps, pointed)
  return (
    <>
      <div className={styles.words} role="group" aria-label={t('words.title')}>
        {promptsWithWords(maps).map(({ prompt, words }) => (
          <div key={words[0]} className={styles.prompt} role="group" aria-label={prompt}>
            {words.map((at) => (
              <WordChip
                key={at}
                text={maps.words[at]!.text}
                share={shares?.[at]}
                pressed={kept === at}
                onLook={() => show(at)}
                onLeave={() => show(kept)}
                onPress={() => {
                  keep(kept === at ? undefined : at)
                  select(undefined)
                  show(at)
                }}
              />
            ))}
          </div>
        ))}
      </div>
      {kept === undefined || kept === selected ? (
        <span className={styles.hint} role="status">
          {kept === undefined
            ? t('words.hint')
            : `${t('words.selected')} ${staged ? t('words.selectedHint') : ''}`}
        </span>
      ) : (
        <Button
          look="primary"
          size="small"
          onClick={() => {
            selectWord(editor, kept)
            select(kept)
          }}
        >
          <SquareDashed size={14} strokeWidth={1.75} aria-hidden />
          {t('words.select', { word: maps.words[kept]?.text ?? '' })}
        </Button>
      )}
    </>
  )
}

/** The prompts that say something, with the places of their words among all. */
const promptsWithWords = ({ prompts, words }: MappedWords) =>
  prompts
    .map((prompt, of) => ({
      prompt,
      words: words.flatMap((word, at) => (word.of === of ? [at] : [])),
    }))
    .filter(({ words }) => words.length > 0)
