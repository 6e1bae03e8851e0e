// Import lines of a source file, as text: enough for rules about who may import whom.

export interface ImportLine {
  /** The module specifier as written. */
  readonly specifier: string
  readonly typeOnly: boolean
}

const pattern =
  /(?:^|[;\n])\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

/** Static imports, re-exports and `import('...')` with a literal. Comments that look like imports count too. */
export function importLines(source: string): ImportLine[] {
  return [...source.matchAll(pattern)].map((match) => ({
    specifier: (match[2] ?? match[3]) as string,
    typeOnly: match[1] !== undefined,
  }))
}
