// What of the stored settings this version cannot use; the edit panel says its own.
import { guideMetas } from '../../workers/guidance/list'
import { unusedIn, type UnusedField } from '../shared/unusedFields'
import type { SettingsState } from '../state/settings'
import { settingsReaders } from '../state/settingsReaders'

export const unusedSettings = (settings: SettingsState): readonly UnusedField[] => [
  ...unusedIn(settings, settingsReaders).filter(([name]) => !name.startsWith('draft.')),
  ...settings.remembered
    .filter(({ guide }) => !guideMetas.has(guide))
    .map(({ guide, name }): UnusedField => [`${guide}: ${name}`, undefined]),
]
