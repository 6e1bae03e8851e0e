import styles from './CutName.module.css'

/** Letters of the end that always stay. */
const kept = 14
/** Names that are no longer have room. */
const short = 20

/** A name that is cut in its middle where there is no room: what tells one from another is often at its end. */
export function CutName({ name }: { readonly name: string }) {
  const letters = Array.from(name)
  const at = letters.length > short ? letters.length - kept : 0
  return (
    <span className={styles.name} title={name}>
      <span className={styles.begin}>{letters.slice(0, at).join('')}</span>
      <span className={styles.end}>{letters.slice(at).join('')}</span>
    </span>
  )
}
