import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { endTour, stepTour } from '../../actions/tour'
import { useEditor, useText, useView } from '../EditorContext'
import { Button } from '../../ui/Button'
import { popupIsOpen } from '../../ui/popups'
import styles from './Tour.module.css'
import { tourPlace } from './tourPlace'
import { tourSteps } from './tourSteps'

/** A short walk through the page: a card beside each place, with a ring around it. The page stays usable meanwhile. */
export function Tour() {
  const step = useView((state) => state.tour)
  return step === undefined || !tourSteps[step] ? null : <Card key={step} at={step} />
}

function Card({ at }: { readonly at: number }) {
  const editor = useEditor()
  const t = useText()
  const card = useRef<HTMLElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const [, redraw] = useState(0)
  const { at: target, title, text } = tourSteps[at] ?? tourSteps[0]!
  const last = at === tourSteps.length - 1

  useEffect(() => {
    document.querySelector(target)?.scrollIntoView({ block: 'nearest' })
    card.current?.querySelector<HTMLElement>('[data-next]')?.focus()
    const again = () => redraw((times) => times + 1)
    // What it points at may still be on its way: the picture that the tour opens.
    const later = setTimeout(again, 300)
    window.addEventListener('resize', again)
    return () => {
      clearTimeout(later)
      window.removeEventListener('resize', again)
    }
  }, [target])

  useLayoutEffect(() => {
    const about = document.querySelector(target)?.getBoundingClientRect()
    if (!card.current || !ring.current) return
    const { width, height } = card.current.getBoundingClientRect()
    const whole = { width: window.innerWidth, height: window.innerHeight }
    const shown = about ?? { left: whole.width / 2, top: whole.height / 2, width: 0, height: 0 }
    const { left, top } = tourPlace(shown, { width, height }, whole)
    Object.assign(card.current.style, { left: `${left}px`, top: `${top}px` })
    Object.assign(ring.current.style, {
      left: `${shown.left - 4}px`,
      top: `${shown.top - 4}px`,
      width: `${shown.width + 8}px`,
      height: `${shown.height + 8}px`,
    })
  })

  return (
    <>
      <div ref={ring} className={styles.ring} aria-hidden />
      <section
        ref={card}
        role="dialog"
        aria-label={t('tour.title')}
        className={styles.card}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || popupIsOpen()) return
          event.preventDefault()
          endTour(editor)
        }}
      >
        <h2 className={styles.title}>{t(title)}</h2>
        <p>{t(text)}</p>
        <div className={styles.foot}>
          <span className={styles.count}>{t('tour.count', { number: at + 1, count: tourSteps.length })}</span>
          {!last && (
            <Button look="quiet" onClick={() => endTour(editor)}>
              {t('tour.end')}
            </Button>
          )}
          {at > 0 && (
            <Button look="quiet" onClick={() => stepTour(editor, -1)}>
              {t('tour.back')}
            </Button>
          )}
          <Button look="primary" data-next onClick={() => (last ? endTour(editor) : stepTour(editor, 1))}>
            {t(last ? 'tour.done' : 'tour.next')}
          </Button>
        </div>
      </section>
    </>
  )
}
