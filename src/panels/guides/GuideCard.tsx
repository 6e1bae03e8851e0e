import { useId } from 'react'
import { useSettings, useText } from '../EditorContext'
import type { Rest } from '../../engine/guideCards'
import type { GuideValues } from '../../shared/guideFields'
import type { GuideMeta } from '../../shared/guideMeta'
import { unusedIn, unusedText } from '../../shared/unusedFields'
import type { GuideCard as Card } from '../../state/settings'
import { cardReaders } from '../../state/settingsReaders'
import { guideText } from '../../strings/guideText'
import { CardHead } from './CardHead'
import { CardMore } from './CardMore'
import styles from './GuideCard.module.css'
import { GuideFields } from './GuideFields'
import { GuidePicture } from './GuidePicture'
import { partedFields } from './partedFields'
import { channelsText } from './needsText'
import { Remembered } from './Remembered'
import { ShowFirst } from './ShowFirst'
import { SimpleSlider } from './SimpleSlider'
import { ShownPictures } from './ShownPictures'

interface GuideCardProps {
  readonly card: Card
  readonly meta: GuideMeta
  /** Among several of one guide, from 1. */
  readonly number?: number
  /** Why it is left out for now. */
  readonly rest?: Rest | undefined
  /** Why it would do nothing as the edit is, in words. */
  readonly hint?: string | undefined
  /** What is wrong with it, in words. */
  readonly problem: string | undefined
  /** What suits the checkpoint better than the fields' defaults. */
  readonly start?: GuideValues | undefined
  readonly onChange: (card: Card) => void
  /** Absent for the base guidance, without which nothing runs. */
  readonly onRemove?: () => void
  readonly mayMove?: (by: 1 | -1) => boolean
  readonly onMove?: (by: 1 | -1) => void
}

export function GuideCard({
  card,
  meta,
  number,
  rest,
  hint,
  problem,
  start,
  onChange,
  ...moves
}: GuideCardProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  const body = useId()
  const { label, summary, simply, field: worded } = guideText(language, meta)
  const name = number === undefined ? label : t('guide.numbered', { guide: label, number })
  const { plain, expert } = partedFields(meta.fields, worded)
  const acts = card.enabled && rest === undefined
  const unused = unusedIn(card, cardReaders)
  const needed = meta.requires?.unetChannels ?? []
  return (
    <section id={`guide-${card.key}`} className={styles.card} data-off={!acts || undefined} aria-label={name}>
      <CardHead card={card} name={name} body={body} onChange={onChange} {...moves} />
      {rest && (
        <p className={styles.rest}>{t(`guide.rests.${rest}`, { need: channelsText(t, language, needed) })}</p>
      )}
      {hint !== undefined && <p className={styles.rest}>{hint}</p>}
      {unused.length > 0 && (
        <p className={styles.rest}>{t('panel.unused', { fields: unusedText(unused) })}</p>
      )}
      {problem !== undefined && <p className={styles.problem}>{problem}</p>}
      <div id={body} hidden={card.folded === true} className={styles.body}>
        <div className={styles.about}>
          <GuidePicture id={meta.id} role={meta.role} />
          <p className={styles.summary}>{summary}</p>
        </div>
        {acts && (
          <>
            <GuideFields
              fields={plain}
              values={card.values}
              start={start}
              owner={name}
              onChange={(values) => onChange({ ...card, values })}
            />
            {simply && <SimpleSlider control={simply} meta={meta} card={card} onChange={onChange} />}
            {meta.remembers && (
              <Remembered card={card} remembers={meta.remembers} name={name} onChange={onChange} />
            )}
            {meta.prepares && <ShowFirst card={card.key} prepares={meta.prepares} problem={problem} />}
            <ShownPictures
              card={card}
              fields={meta.fields}
              guide={name}
              onChange={(values) => onChange({ ...card, values })}
            />
            <CardMore card={card} meta={meta} name={name} expert={expert} onChange={onChange} />
          </>
        )}
      </div>
    </section>
  )
}
