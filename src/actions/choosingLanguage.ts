import type { Editor } from '../engine/editor'
import { loadLanguage, type Language } from '../strings/translation'

/** Shows the page in a language once its texts are there; where they cannot be read, the page stays as it is. */
export async function chooseLanguage({ settings, fail }: Editor, language: Language): Promise<void> {
  try {
    await loadLanguage(language)
    settings.setState({ language })
  } catch (error) {
    fail(error)
  }
}
