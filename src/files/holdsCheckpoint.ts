/** The header of the largest files has about 2,500 entries of 150 bytes. */
const HEADER_READ = 2_000_000

/** Whether a .safetensors file holds a whole checkpoint, told by a key in its header that only those have. */
export async function holdsCheckpoint(file: Blob): Promise<boolean> {
  const head = await file.slice(0, HEADER_READ).text()
  return head.includes('"model.diffusion_model.') || head.includes('"conditioner.embedders.')
}
