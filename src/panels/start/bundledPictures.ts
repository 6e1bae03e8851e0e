import * as v from 'valibot'

export interface BundledPicture {
  readonly file: string
  readonly caption: string
  /** An instruction that suits it. */
  readonly suggestion: string
}

const schema = v.array(v.object({ file: v.string(), caption: v.string(), suggestion: v.string() }))

const folder = () => new URL(`${import.meta.env.BASE_URL}pictures/`, location.href)

export const pictureAddress = (file: string): string => new URL(file, folder()).href

/** The pictures that ship with the program; none where the build has none. */
export async function bundledPictures(): Promise<readonly BundledPicture[]> {
  const response = await fetch(new URL('index.json', folder()))
  return response.ok ? v.parse(schema, await response.json()) : []
}
