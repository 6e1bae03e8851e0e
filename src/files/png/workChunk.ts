// A whole project inside of a PNG: the picture shows what came out, and the chunk holds what it came from.
import { isProject } from '../project/projectFile'
import { pictureTypeOf } from '../headers/pictureType'
import { readPngChunks, type PngChunk } from './pngChunks'
import { readPngText } from './pngText'

/** Ancillary, private, and not to be copied by programs that change the pixels (W3C PNG, third edition, 5.4). */
const type = 'plWK'

export const workChunk = async (project: Blob): Promise<PngChunk> => ({
  type,
  data: new Uint8Array(await project.arrayBuffer()),
})

export interface WorkInPicture {
  readonly project: Blob
  /** The texts beside it, for `readRecipeText`. */
  readonly texts: ReadonlyMap<string, string>
}

/** The work that a picture carries; undefined where it carries none, or is no picture. */
export async function workIn(file: Blob): Promise<WorkInPicture | undefined> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  if (pictureTypeOf(head) !== 'png') return undefined
  try {
    const chunks = readPngChunks(new Uint8Array(await file.arrayBuffer()))
    const found = chunks.find((chunk) => chunk.type === type)
    const project = found && new Blob([found.data])
    return project && (await isProject(project)) ? { project, texts: await readPngText(chunks) } : undefined
  } catch {
    // What is wrong with it is told when it is opened as a picture.
    return undefined
  }
}
