// NumPy's .npy files, version 1.0: float32, little-endian, C order (numpy/lib/format.py documents the format).
import { readFile } from 'node:fs/promises'
import { PalimpsestError } from '../../src/shared/errors'
import { sizeOf, tensor, type Tensor } from '../../workers/tensor/tensor'
import { writeResult } from './writeResult'

const magic = '\x93NUMPY'

/**
 * Writes a float32 array.
 * @throws PalimpsestError('storage') when it cannot be written
 */
export async function writeNpy(path: string, { data, shape }: Tensor): Promise<void> {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dimensions}), }`
  // Magic, version, length and text together fill a multiple of 64 bytes.
  const padded = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n'
  const head = Buffer.alloc(10)
  head.write(magic, 'latin1')
  head.writeUInt8(1, 6)
  head.writeUInt16LE(padded.length, 8)
  const numbers = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  await writeResult(path, Buffer.concat([head, Buffer.from(padded, 'latin1'), numbers]))
}

/** @throws PalimpsestError('recipe') when the file is not a C-ordered float32 array. */
export async function readNpy(path: string): Promise<Tensor> {
  const file = await readFile(path).catch(() => {
    throw refusal(path, 'cannot be read')
  })
  if (file.length < 12 || file.toString('latin1', 0, 6) !== magic) throw refusal(path, 'is not an .npy file')
  const wide = file.readUInt8(6) >= 2
  const length = wide ? file.readUInt32LE(8) : file.readUInt16LE(8)
  const start = (wide ? 12 : 10) + length
  const header = file.toString('latin1', wide ? 12 : 10, start)
  if (!/'descr':\s*'<f4'/.test(header)) throw refusal(path, 'does not hold float32 numbers')
  if (!/'fortran_order':\s*False/.test(header)) throw refusal(path, 'is in Fortran order')
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number)
  const bytes = file.subarray(start)
  if (bytes.length !== sizeOf(shape) * 4) throw refusal(path, 'is shorter or longer than its shape says')
  return tensor(
    new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
    shape,
  )
}

const refusal = (path: string, what: string) =>
  new PalimpsestError('recipe', `${path} ${what}.`, 'Save it with numpy.save as float32, in C order.')
