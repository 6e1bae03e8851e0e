import { useJobs, useText } from '../EditorContext'
import shared from '../dialogs/CheckpointDialog.module.css'

/** How large checkpoints for photos are, and what this device makes of one. */
export function DeviceOutlook() {
  const t = useText()
  const engine = useJobs((state) => state.engine)
  const backend = useJobs((state) => state.backend)
  const outlook =
    engine !== 'ready' || !backend
      ? undefined
      : backend.name !== 'webgpu'
        ? 'world.outlook.wasm'
        : /SwiftShader|llvmpipe|software/i.test(backend.description.english)
          ? 'world.outlook.software'
          : 'world.outlook.webgpu'
  return (
    <p className={shared.note}>
      {t('world.size')} {outlook && t(outlook)}
    </p>
  )
}
