/** The words of a prompt, each once: runs of letters and digits, as the tokenizer parts them from punctuation. */
export const wordsOf = (prompt: string): string[] => [
  ...new Set(prompt.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []),
]
