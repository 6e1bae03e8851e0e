// What a value from outside does wrong, in our words; the schema library's own are for programmers.
import type { BaseIssue } from 'valibot'

/** More than any message about a setting needs; what was given could be a book. */
const longest = 200

/** The end of a sentence about the value: "has to be at least 1, and is 0". */
export function misfitOf(issue: BaseIssue<unknown>): string {
  const { type, expected, input } = issue
  if (type === 'check' || type === 'regex') return issue.message.slice(0, longest)
  if (input === undefined) return 'is missing'
  if (expected === 'never') return 'is not known here'
  const given = shown(input)
  return `has to be ${requirementOf(type, expected)}, and is ${given}`
}

function requirementOf(type: string, expected: string | null): string {
  const bound = expected?.replace(/^[<>]=/, '') ?? ''
  switch (type) {
    case 'min_value':
      return `at least ${bound}`
    case 'max_value':
      return `at most ${bound}`
    case 'min_length':
      return `at least ${bound} long`
    case 'max_length':
      return `at most ${bound} long`
    case 'integer':
      return 'a whole number'
    case 'multiple_of':
      return `a multiple of ${expected?.replace(/^%/, '') ?? ''}`
    case 'number':
      return 'a number'
    case 'string':
      return 'a text'
    case 'boolean':
      return 'true or false'
    case 'array':
    case 'tuple':
    case 'strict_tuple':
      return 'a list'
    case 'record':
    case 'strict_object':
      return 'an object'
    case 'picklist':
    case 'literal':
    case 'union':
      return (expected ?? 'another value').replaceAll(' | ', ' or ').replace(/^\((.*)\)$/, '$1')
    default:
      return expected ?? 'another value'
  }
}

function shown(input: unknown): string {
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'object' && input !== null) return 'an object'
  const text = JSON.stringify(input) ?? String(input)
  return text.length > longest ? `${text.slice(0, longest)} ...` : text
}
