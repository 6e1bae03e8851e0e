// Where checkpoints, networks beside them and add-ons lie.

/** A folder or repository that holds files. */
type FolderSource =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'hub'
      readonly repository: string
      readonly revision: string
      /** A read token, for gated repositories. */
      readonly token?: string
    }
  | { readonly kind: 'folder'; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'files'; readonly files: readonly File[] }

/** Where a checkpoint, or a network beside it, is: one file, or a folder or repository that holds it, or holds at `path` its folder or file. */
export type CheckpointSource =
  { readonly kind: 'file'; readonly file: File } | (FolderSource & { readonly path?: string })

/** A repository of the Hub whose files are on this machine, whole or in part. */
export interface KeptModel {
  readonly source: Extract<CheckpointSource, { kind: 'hub' }>
  readonly loaded: number
  readonly total: number
  readonly done: boolean
}

/** Where an add-on is: its file, or a folder or repository that holds it, at `path` or under a usual name. */
export type AddOnSource = CheckpointSource
