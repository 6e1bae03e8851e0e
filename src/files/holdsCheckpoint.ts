/** The header of the largest files has about 2,500 entries of 150 bytes. */
const HEADER_READ = 2_000_000

/** Whether a .safetensors file holds a whole checkpoint, told by its header: a UNet and something beside it. */
export async function holdsCheckpoint(file: Blob): Promise<boolean> {
  const head = await file.slice(0, HEADER_READ).text()
  const has = (prefix: string) => head.includes(`"${prefix}.`)
  return (
    has('conditioner.embedders') ||
    (has('model.diffusion_model') && (has('first_stage_model') || has('cond_stage_model')))
  )
}
