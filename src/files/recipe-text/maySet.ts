/** Whether a text may hold the settings of an edit: JSON, or a line that says in how many steps. */
export const maySet = (text: string): boolean =>
  /^\s*\{.*\}\s*$/s.test(text) || /^\s*Steps:\s*\d/im.test(text)
