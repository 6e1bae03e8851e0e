import { useContext, useEffect, useRef, useState } from 'react'
import { belongsToInputMethod } from './composing'
import styles from './NumberInput.module.css'
import { NumberWordsContext } from './numberWords'
import { inRange, readNumber, shownNumber } from './readNumber'
import { Said } from './Said'

interface NumberInputProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  /** Shown in place of the label, where there is little room. */
  readonly sign?: string
  readonly value: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** Parts of a step can be typed too; else a number whose step is whole is itself whole. */
  readonly fractions?: boolean
  readonly unit?: string | undefined
  readonly wide?: boolean
  readonly describedBy?: string | undefined
  readonly onChange?: (value: number) => void
  /** Once it is typed: Enter, or the field is left. */
  readonly onCommit?: (value: number) => void
}

/** Begun, and nothing wrong with it yet. */
const begun = /^[\s+−-]*[.,]?$/
/** Milliseconds for which it is said what was wrong. */
const saidFor = 5000

/**
 * A typed number. What is out of range becomes the nearest value, what is none leaves the value as it was; either is said.
 * Arrow keys go by steps, with Shift by ten, with Alt by a tenth where parts are allowed; Escape brings back what was there.
 */
export function NumberInput(props: NumberInputProps) {
  const { label, hidden, sign, value, min, max, step = 1, fractions = false, unit, wide, describedBy } = props
  const { onChange, onCommit } = props
  const words = useContext(NumberWordsContext)
  const [typed, setTyped] = useState<string>()
  const [said, setSaid] = useState<string>()
  const group = useRef<HTMLDivElement>(null)
  /** What it was when the field was entered. */
  const before = useRef(value)
  /** Escape was pressed: leaving the field takes nothing over. */
  const dropped = useRef(false)
  const whole = Number.isInteger(step) && !fractions
  const range = { min, max, whole }
  const read = typed === undefined ? undefined : readNumber(typed, { whole, unit })
  const unreadable = typed !== undefined && read === undefined && !begun.test(typed)

  useEffect(() => {
    if (said === undefined) return undefined
    const timer = setTimeout(() => setSaid(undefined), saidFor)
    return () => clearTimeout(timer)
  }, [said])

  /** What was typed becomes the value, or is said not to. */
  function commit(): void {
    if (typed === undefined || dropped.current) return
    setTyped(undefined)
    if (read === undefined) {
      if (onChange && before.current !== value) onChange(before.current)
      setSaid(typed.trim() === '' ? undefined : words.unreadable(typed.trim()))
      return
    }
    const next = inRange(read, range)
    if (min !== undefined && read < min) setSaid(words.least(shownNumber(min, step)))
    else if (max !== undefined && read > max) setSaid(words.most(shownNumber(max, step)))
    before.current = next
    if (next !== value) onChange?.(next)
    onCommit?.(next)
  }

  function type(text: string): void {
    dropped.current = false
    setTyped(text)
    setSaid(undefined)
    const next = readNumber(text, { whole, unit })
    // A number on its way to be one in range ("5" of "512") is not the value yet.
    if (next !== undefined && inRange(next, { min, max }) === next) onChange?.(inRange(next, range))
  }

  function stepBy(steps: number): void {
    const from = read === undefined ? value : inRange(read, range)
    const next = inRange(Number((from + steps * step).toPrecision(12)), range)
    setTyped(undefined)
    setSaid(undefined)
    before.current = next
    if (next === value && typed === undefined) return
    onChange?.(next)
    onCommit?.(next)
  }

  function takeKey(event: React.KeyboardEvent<HTMLInputElement>): void {
    if (belongsToInputMethod(event.nativeEvent)) return
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event
    if (key === 'Enter') commit()
    else if (key === 'Escape' && typed !== undefined) {
      setTyped(undefined)
      dropped.current = true
      if (before.current !== value) onChange?.(before.current)
    } else if ((key === 'ArrowUp' || key === 'ArrowDown') && !ctrlKey && !metaKey) {
      event.preventDefault()
      stepBy((key === 'ArrowUp' ? 1 : -1) * (shiftKey ? 10 : altKey && !whole ? 0.1 : 1))
    }
  }

  const field = (
    <>
      <div
        ref={group}
        className={[wide ? styles.wide : styles.root, styles.group].join(' ')}
        data-unreadable={unreadable || undefined}
      >
        <input
          className={styles.input}
          inputMode={whole && min !== undefined && min >= 0 ? 'numeric' : 'decimal'}
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={unreadable || undefined}
          value={typed ?? shownNumber(value, step)}
          onFocus={() => {
            before.current = value
            dropped.current = false
          }}
          onChange={({ target }) => type(target.value)}
          onBlur={commit}
          onKeyDown={takeKey}
        />
        {unit && <span className={styles.unit}>{unit}</span>}
      </div>
      <Said anchor={group} words={said} onSeen={() => setSaid(undefined)} />
    </>
  )
  if (hidden) return field
  return (
    <div className={styles.row}>
      <span className={styles.label} aria-hidden={sign !== undefined}>
        {sign ?? label}
      </span>
      {field}
    </div>
  )
}
