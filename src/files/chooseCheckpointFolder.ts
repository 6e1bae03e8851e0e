// Asks for a checkpoint's folder: as a handle where the browser gives one, else as the list of its files.
import type { CheckpointSource } from '../shared/protocol/sources'

interface ChosenFolder {
  readonly name: string
  readonly source: CheckpointSource
}

type DirectoryPicker = (options: {
  readonly id: string
  readonly mode: 'read'
}) => Promise<FileSystemDirectoryHandle>

/** Undefined when the person changes their mind. Nothing is read yet. */
export async function chooseCheckpointFolder(): Promise<ChosenFolder | undefined> {
  const picker = 'showDirectoryPicker' in window ? (window.showDirectoryPicker as DirectoryPicker) : undefined
  if (!picker) return chooseFiles()
  try {
    const handle = await picker({ id: 'checkpoint', mode: 'read' })
    return { name: handle.name, source: { kind: 'folder', handle } }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}

function chooseFiles(): Promise<ChosenFolder | undefined> {
  const input = document.createElement('input')
  input.type = 'file'
  input.webkitdirectory = true
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(undefined))
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])]
      const name = files[0]?.webkitRelativePath.split('/')[0] ?? 'checkpoint'
      resolve(files.length > 0 ? { name, source: { kind: 'files', files } } : undefined)
    })
    input.click()
  })
}
