import { PalimpsestError } from '../../src/shared/errors'
import type { FileTree } from './byteSource'
import { messages } from './messages'
import { JsonError, parseJson } from './parseJson'

/** Far above a tokenizer's, the largest text that a checkpoint has (a few megabytes). */
const MAX_TEXT_BYTES = 64_000_000

/**
 * A text file of a checkpoint, such as `tokenizer/merges.txt`.
 * @throws PalimpsestError('checkpoint') that names the file when it is missing, too large, or not UTF-8.
 */
export async function readText(tree: FileTree, path: string): Promise<string> {
  const file = await tree.open(path)
  if (!file) throw new PalimpsestError(messages.noFile({ label: tree.label, path }))
  if (file.size > MAX_TEXT_BYTES)
    throw new PalimpsestError(messages.textTooLong({ path, label: tree.label, bytes: file.size }))
  const bytes = await file.read(0, file.size)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new PalimpsestError(messages.notUtf8({ path, label: tree.label }), { cause })
  }
}

/**
 * A JSON file of a checkpoint, parsed. Takes Python's NaN and Infinity; equal keys in one object are an error.
 * @throws PalimpsestError('checkpoint') that names the file when it is missing or malformed.
 */
export async function readJson(tree: FileTree, path: string): Promise<unknown> {
  const text = await readText(tree, path)
  try {
    return parseJson(text, 'configuration')
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause
    throw new PalimpsestError(messages.invalidJson({ path, label: tree.label, problem: cause.problem }), {
      cause,
    })
  }
}
