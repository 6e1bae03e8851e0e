import { chooseLanguage } from '../../actions/choosingLanguage'
import { useEditor, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import type { BackendChoice } from '../../shared/protocol/request'
import { unusedSettings } from '../../engine/unusedSettings'
import { unusedText } from '../../shared/unusedFields'
import { languages } from '../../strings/translation'
import { Dialog } from '../../ui/Dialog'
import { FieldName } from '../../ui/FieldName'
import { Segments } from '../../ui/Segments'
import { Slider } from '../../ui/Slider'
import { Switch } from '../../ui/Switch'
import { KeepNetworks } from './KeepNetworks'
import styles from './SettingsDialog.module.css'
import { NetworkControl } from '../guides/fields/NetworkControl'
import { useDialog } from './useDialog'

export function SettingsDialog() {
  const t = useLateText()
  const { open, close } = useDialog('settings')
  return (
    <Dialog open={open} title={t('settings.title')} closeLabel={t('app.close')} width={440} onClose={close}>
      <Fields />
    </Dialog>
  )
}

function Fields() {
  const editor = useEditor()
  const { settings, engine } = editor
  const t = useLateText()
  const state = useSettings((all) => all)
  const { theme, language, backend, previews, undoMegabytes, seenBy, writtenBy } = state
  const unused = unusedSettings(state)
  return (
    <div className={styles.body}>
      <span className={styles.label}>{t('settings.theme')}</span>
      <Segments
        label={t('settings.theme')}
        value={theme}
        options={(['system', 'dark', 'light'] as const).map((each) => ({
          value: each,
          label: t(`settings.theme.${each}`),
        }))}
        onChange={(next) => settings.setState({ theme: next })}
      />
      <span className={styles.label}>{t('settings.language')}</span>
      <Segments
        label={t('settings.language')}
        value={language}
        options={languages.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(next) => void chooseLanguage(editor, next)}
      />
      <FieldName label={t('settings.backend')} help={t('settings.backendHelp')} />
      <Segments<BackendChoice>
        label={t('settings.backend')}
        value={backend}
        options={(['auto', 'webgpu', 'wasm'] as const).map((each) => ({
          value: each,
          label: t(`settings.backend.${each}`),
        }))}
        onChange={(next) => {
          settings.setState({ backend: next })
          engine.restart()
        }}
      />
      <div className={styles.wide}>
        <Switch
          label={t('settings.previews')}
          help={t('settings.previewsHelp')}
          checked={previews}
          onChange={(next) => settings.setState({ previews: next })}
        />
      </div>
      <div className={styles.wide}>
        <Slider
          label={t('settings.undoMemory')}
          value={undoMegabytes}
          min={64}
          max={4096}
          step={64}
          unit="MB"
          usual={512}
          help={t('settings.undoMemoryHelp')}
          onChange={(next) => settings.setState({ undoMegabytes: next })}
        />
      </div>
      {(['things', 'subject'] as const).map((what) => (
        <div key={what} className={styles.wide}>
          <FieldName label={t(`settings.seenBy.${what}`)} help={t(`settings.seenBy.${what}Help`)} />
          <NetworkControl
            kind={what === 'things' ? 'image-segmentation' : 'background-removal'}
            otherwise="toyland/segmenter"
            label={t(`settings.seenBy.${what}`)}
            value={seenBy[what]}
            describedBy={undefined}
            onChange={(model) => settings.setState({ seenBy: { ...seenBy, [what]: model } })}
          />
        </div>
      ))}
      {(['captions', 'sentences'] as const).map((what) => (
        <div key={what} className={styles.wide}>
          <FieldName label={t(`settings.writtenBy.${what}`)} help={t(`settings.writtenBy.${what}Help`)} />
          <NetworkControl
            kind={what === 'captions' ? 'image-to-text' : 'text2text-generation'}
            otherwise={what === 'captions' ? 'toyland/captioner' : undefined}
            label={t(`settings.writtenBy.${what}`)}
            value={writtenBy[what]}
            describedBy={undefined}
            onChange={(model) => settings.setState({ writtenBy: { ...writtenBy, [what]: model } })}
          />
        </div>
      ))}
      <KeepNetworks />
      {unused.length > 0 && (
        <p className={styles.note}>{t('panel.unused', { fields: unusedText(unused) })}</p>
      )}
    </div>
  )
}
