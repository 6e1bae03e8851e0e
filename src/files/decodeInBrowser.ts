// JPEG, WebP and GIF by the browser's own decoders, AVIF by ours, as `readPicture` asks for them: the stored numbers.
import type { Pixels } from '../shared/pixels'
import { decodeAvifInWorker } from './avif/decodeInWorker'
import { damagedPicture } from './damagedPicture'
import { messages } from './messages'
import type { Decoder } from './readPicture'

/** @throws PalimpsestError('image') when the browser cannot decode it. */
export const decodeInBrowser: Decoder = async (bytes, { type, alpha, model, isDeep = false }) => {
  if (type === 'avif') return decodeAvifInWorker({ bytes, isDeep })
  const file = new Blob([bytes], { type: `image/${type}` })
  const bitmap = await createImageBitmap(file, {
    // Transparent pixels must not go through a canvas: that multiplies colours by alpha.
    premultiplyAlpha: alpha ? 'none' : 'default',
    // No browser gives inks as such.
    colorSpaceConversion: model === 'cmyk' ? 'default' : 'none',
  }).catch((error: unknown) => {
    throw damagedPicture(messages.notDecoded(), { cause: error })
  })
  try {
    return { ...((alpha ? await readWithAlpha(bitmap) : undefined) ?? readOpaque(bitmap)), model: 'rgb' }
  } finally {
    bitmap.close()
  }
}

/** A bitmap's pixels through a canvas, at its own size or another. */
export function readOpaque(
  bitmap: ImageBitmap,
  { width, height }: { readonly width: number; readonly height: number } = bitmap,
): Pixels {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw damagedPicture(messages.noMemory())
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return { width, height, data: context.getImageData(0, 0, width, height).data as Pixels['data'] }
}

/** Reads a bitmap through a texture, which keeps colours and alpha apart; undefined where there is no WebGL. */
async function readWithAlpha(bitmap: ImageBitmap): Promise<Pixels | undefined> {
  const { width, height } = bitmap
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return undefined
  try {
    const side = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number
    const data = new Uint8ClampedArray(width * height * 4)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE)
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer())
    // A picture larger than a texture may be is read in parts.
    for (let top = 0; top < height; top += side)
      for (let left = 0; left < width; left += side) {
        const [w, h] = [Math.min(side, width - left), Math.min(side, height - top)]
        const part =
          w === width && h === height
            ? bitmap
            : await createImageBitmap(bitmap, left, top, w, h, { premultiplyAlpha: 'none' })
        const texture = gl.createTexture()
        gl.bindTexture(gl.TEXTURE_2D, texture)
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, part)
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
        const bytes = new Uint8Array(w * h * 4)
        gl.readPixels(0, 0, w, h, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
        gl.deleteTexture(texture)
        if (gl.getError() !== gl.NO_ERROR) return undefined
        for (let y = 0; y < h; y++)
          data.set(bytes.subarray(y * w * 4, (y + 1) * w * 4), ((top + y) * width + left) * 4)
      }
    return { width, height, data }
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
}
