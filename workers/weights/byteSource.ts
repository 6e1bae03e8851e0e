// Where weights come from: files that are read by range, and folders of them.

/** A file that is read by range. */
export interface ByteSource {
  /** File name as the person knows it, for messages: "unet/diffusion_pytorch_model.safetensors". */
  readonly name: string
  /** Length in bytes. */
  readonly size: number
  /**
   * Bytes [start, end), in memory of the caller's own.
   * @throws PalimpsestError('weights') when the range cannot be read whole.
   */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
  /** The whole file as ONNX Runtime takes external data. */
  readonly external: ExternalFile
}

export type ExternalFile =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'blob'; readonly blob: Blob }
  | {
      readonly kind: 'url'
      readonly url: string
      readonly headers: Readonly<Record<string, string>>
      /** Of the file behind the address, the bytes [start, end) alone. */
      readonly range?: { readonly start: number; readonly end: number }
    }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

/** A folder in the diffusers layout, wherever it is. */
export interface FileTree {
  /** The folder as the person knows it, for messages. */
  readonly label: string
  /**
   * The file at a relative path with '/' separators, or undefined where there is none.
   * @throws PalimpsestError('weights') when the folder cannot be reached or may not be read.
   */
  open(path: string): Promise<ByteSource | undefined>
}
