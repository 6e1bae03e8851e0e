// What a value from outside does wrong, in our words; the schema library's own are for programmers.
import type { BaseIssue } from 'valibot'
import type { Message } from './message'
import { messages } from './messages'

/** More than any message about a setting needs; what was given could be a book. */
const longest = 200
/** Enough of what was given to know it again. */
const longestGiven = 60

/** What schemas say of their own checks, by its English. */
const ofSchemas = [messages.notAnId, messages.notAHash, messages.notFilled]

/** The end of a sentence about the value: "has to be at least 1, and is 0". */
export function misfitOf(issue: BaseIssue<unknown>): Message {
  const { type, expected, input } = issue
  if (type === 'check' || type === 'regex') {
    const said = ofSchemas.find(({ text }) => text === issue.message)
    return said ? said() : messages.exactly({ value: issue.message.slice(0, longest) })
  }
  if (input === undefined) return messages.missing()
  if (expected === 'never') return messages.notKnown()
  return messages.hasToBe({ requirement: requirementOf(type, expected), given: shown(input) })
}

function requirementOf(type: string, expected: string | null): Message {
  const bound = expected?.replace(/^[<>]=/, '') ?? ''
  switch (type) {
    case 'min_value':
      return messages.atLeast({ bound })
    case 'max_value':
      return messages.atMost({ bound })
    case 'min_length':
      return messages.atLeastLong({ bound })
    case 'max_length':
      return messages.atMostLong({ bound })
    case 'integer':
      return messages.whole()
    case 'multiple_of':
      return messages.multipleOf({ factor: expected?.replace(/^%/, '') ?? '' })
    case 'number':
      return messages.number()
    case 'string':
      return messages.text()
    case 'boolean':
      return messages.trueOrFalse()
    case 'array':
    case 'tuple':
    case 'strict_tuple':
      return messages.list()
    case 'record':
    case 'strict_object':
      return messages.object()
    case 'picklist':
    case 'literal':
    case 'union':
      return expected === null
        ? messages.anotherValue()
        : messages.exactly({ value: expected.replaceAll(' | ', ' or ').replace(/^\((.*)\)$/, '$1') })
    default:
      return expected === null ? messages.anotherValue() : messages.exactly({ value: expected })
  }
}

function shown(input: unknown): Message {
  if (Array.isArray(input)) return messages.list()
  if (typeof input === 'object' && input !== null) return messages.object()
  const text = JSON.stringify(input) ?? String(input)
  return messages.exactly({ value: text.length > longestGiven ? `${text.slice(0, longestGiven)}…` : text })
}
