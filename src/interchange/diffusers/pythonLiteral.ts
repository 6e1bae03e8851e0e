// JSON as Python: `True`, `False`, `None`, and objects that are short on one line.

const widest = 100

/** @param indent spaces before the closing bracket of a value that takes several lines */
export function pythonLiteral(value: unknown, indent = 0): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  // JSON's escapes are Python's too, but for halves of surrogate pairs, which JSON.stringify alone writes.
  if (typeof value !== 'object') return JSON.stringify(value)
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', (deep: number) => value.map((item) => pythonLiteral(item, deep))]
    : [
        '{',
        '}',
        (deep: number) =>
          Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item, deep)}`),
      ]
  const short = `${open}${items(0).join(', ')}${close}`
  if (short.length + indent <= widest && !short.includes('\n')) return short
  const pad = ' '.repeat(indent)
  return `${open}\n${items(indent + 4)
    .map((item) => `${pad}    ${item},\n`)
    .join('')}${pad}${close}`
}
