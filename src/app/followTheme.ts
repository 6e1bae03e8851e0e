import type { SettingsStore } from '../state/settings'

/** Keeps the document's theme and language as the settings say. */
export function followTheme(settings: SettingsStore): void {
  const apply = () => {
    const { theme, language } = settings.getState()
    const root = document.documentElement
    if (theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme
    root.lang = language
  }
  apply()
  settings.subscribe(apply)
}
