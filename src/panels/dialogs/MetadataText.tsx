import { useEffect, useState } from 'react'
import { metadataOnShow } from '../../actions/exporting'
import { useEditor, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { readPngText } from '../../files/png/pngText'
import { Disclosure } from '../../ui/Disclosure'
import styles from './MetadataText.module.css'

/** Everything that the exported file will say beside its pixels, to be read before it is given away. */
export function MetadataText() {
  const editor = useEditor()
  const t = useLateText()
  const metadata = useSettings((state) => state.metadata)
  const [texts, setTexts] = useState<readonly (readonly [keyword: string, text: string])[]>([])
  useEffect(() => {
    let wanted = true
    metadataOnShow(editor, metadata)
      .then(readPngText)
      .then((read) => wanted && setTexts([...read]), editor.fail)
    return () => {
      wanted = false
    }
  }, [editor, metadata])
  if (texts.length === 0) return null
  return (
    <Disclosure label={t('export.metadataShow')}>
      <dl className={styles.texts}>
        {texts.map(([keyword, text]) => (
          <div key={keyword}>
            <dt className={styles.keyword}>{keyword}</dt>
            <dd className={styles.text}>{text}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
