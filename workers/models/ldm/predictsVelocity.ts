// Whether a Stable Diffusion 2 file predicts v or epsilon. Nothing in the network's shapes tells; several places may.
import { readTensor, type SafetensorsFile, type TensorIndex } from '../../weights/safetensors'

/** Mean square deviation above which this normalisation's bias belongs to a network that was trained on v. */
const TRAINED_ON_V = 0.09

interface Signs {
  readonly file: SafetensorsFile
  /** The UNet's tensors under LDM's names. */
  readonly unet: TensorIndex
  /** The text of the .yaml beside the file, which some programs need. */
  readonly yaml?: string | undefined
}

export async function predictsVelocity({ file: { tensors, metadata }, unet, yaml }: Signs): Promise<boolean> {
  const said = metadata['modelspec.prediction_type']?.toLowerCase()
  if (said !== undefined) return said.startsWith('v')
  if (tensors.has('v_pred')) return true
  if (yaml !== undefined) return /^\s*parameterization:\s*["']?v\b/m.test(yaml)
  // Checkpoints for depth and inpainting were all trained on epsilon.
  if (unet.get('input_blocks.0.0.weight')?.shape[1] !== 4) return false
  // As ComfyUI tells the published 2.0 and 2.1 for 768 pixels from their 512-pixel bases.
  const bias = unet.get('output_blocks.11.1.transformer_blocks.0.norm1.bias')
  if (!bias) return false
  const values = await readTensor(bias)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return Math.sqrt(variance) > TRAINED_ON_V
}
