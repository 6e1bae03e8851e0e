// Opening and removing add-ons. One that is opened is used at the next edit.
import type { Editor } from '../engine/editor'
import { readModelAddress } from '../engine/modelAddress'
import { chooseCheckpointFolder } from '../files/chooseCheckpointFolder'
import { chooseFile } from '../files/fileDialogs'
import type { AddOnSource } from '../shared/protocol/sources'
import type { Recipe } from '../shared/recipe'
import { changeDraft, type AddOnCard } from '../state/settings'

/** Whether a file that is dropped is one, by its name: pickles and GGUF too, which are then refused in words. */
export const isAddOnFile = ({ name }: File): boolean =>
  /\.(?:safetensors|sft|gguf|pt|bin|ckpt|pth)$/i.test(name)

export const openAddOnFile = (editor: Editor, file: File): void =>
  open(editor, file.name.replace(/\.[^.]*$/, ''), { kind: 'file', file })

/** Whether a file was chosen. */
export async function openAddOnFromDisk(editor: Editor): Promise<boolean> {
  const chosen = await chooseFile('addOn')
  if (chosen) openAddOnFile(editor, chosen.file)
  return chosen !== undefined
}

/** Whether a folder was chosen. */
export async function openAddOnFolder(editor: Editor): Promise<boolean> {
  const chosen = await chooseCheckpointFolder()
  if (chosen) open(editor, chosen.name, chosen.source)
  return chosen !== undefined
}

/** @param typed "owner/name", that and a file, or a link; whether it was understood */
export function openAddOnAt(editor: Editor, typed: string): boolean {
  const address = readModelAddress(typed)
  if (address) open(editor, address.id, address.source)
  return address !== undefined
}

/** Under the name, or with a number behind it where another file has it. A recipe's that is missing takes it. */
function open(editor: Editor, name: string, source: AddOnSource): void {
  const { jobs, settings, engine } = editor
  const taken = new Set(jobs.getState().addOns.map(({ id, status }) => (status === 'failed' ? '' : id)))
  let id = name
  for (let count = 2; taken.has(id); count += 1) id = `${name} ${count}`
  const { addOns } = settings.getState().draft
  if (!addOns.some((card) => card.id === id))
    changeDraft(settings, { addOns: [...addOns, { id, enabled: true, strength: 1 }] })
  engine.openAddOn(id, source)
}

export function changeAddOn({ settings }: Editor, id: string, change: Partial<AddOnCard>): void {
  const { addOns } = settings.getState().draft
  changeDraft(settings, { addOns: addOns.map((card) => (card.id === id ? { ...card, ...change } : card)) })
}

/** Keeps it to a mask, by its layer; without one it acts everywhere. */
export function maskAddOn({ settings }: Editor, id: string, layer: string | undefined): void {
  const { addOns } = settings.getState().draft
  changeDraft(settings, {
    addOns: addOns.map((card) => {
      if (card.id !== id) return card
      const { mask: _, ...everywhere } = card
      return layer === undefined ? everywhere : { ...everywhere, mask: layer }
    }),
  })
}

/** Puts a word behind the prompt. */
export function writeWord({ settings }: Editor, word: string): void {
  const { text, mode } = settings.getState().draft
  const before = text[mode].trimEnd()
  changeDraft(settings, { text: { ...text, [mode]: before === '' ? word : `${before} ${word}` } })
}

/** Names the add-ons of a recipe that was put into the panel and that are not open. */
export function sayMissingAddOns(editor: Editor, recipe: Recipe): void {
  const open = new Set(editor.jobs.getState().addOns.map(({ id }) => id))
  const missing = (recipe.addOns ?? []).filter(({ id }) => !open.has(id)).map(({ id }) => id)
  if (missing.length > 0) editor.inform(editor.t('addOn.missing', { names: missing.join(', ') }))
}
