import { useEditor, useErrorLine, useWorded, useJobs, useText } from '../EditorContext'
import { Button } from '../../ui/Button'
import { Popover } from '../../ui/Popover'
import { formatSize } from '../../shared/formatSize'
import { MemoryUse } from './MemoryUse'
import styles from './BackendStatus.module.css'

/** What edits run on, and if that is not WebGPU, why. */
export function BackendStatus() {
  const t = useText()
  const said = useWorded()
  const errorLine = useErrorLine()
  const { engine } = useEditor()
  const state = useJobs(({ engine }) => engine)
  const backend = useJobs((jobs) => jobs.backend)
  const error = useJobs((jobs) => jobs.engineError)
  const weightBytes = useJobs((jobs) => jobs.weightBytes)
  const name =
    state === 'failed' ? t('engine.failed') : backend ? t(`engine.${backend.name}`) : t('engine.starting')
  const described = backend ? said(backend.description) : t('engine.starting')
  return (
    <>
      <Popover
        label={t('engine.details')}
        trigger={
          <Button look="quiet" size="small" className={styles.trigger}>
            <span
              className={styles.light}
              data-state={state === 'ready' ? backend?.name : state}
              aria-hidden
            />
            {name}
          </Button>
        }
      >
        <p className={styles.line}>{error ? errorLine(error) : described}</p>
        {backend?.whyNotWebGpu && (
          <p className={styles.line}>{t('engine.why', { why: said(backend.whyNotWebGpu) })}</p>
        )}
        <MemoryUse />
        <Button size="small" onClick={() => engine.restart()}>
          {t('engine.restart')}
        </Button>
      </Popover>
      {/* Beside the button, which keeps its size while weights come and go. */}
      {weightBytes > 0 && (
        <span className={styles.memory}>{t('engine.memory', { size: formatSize(weightBytes) })}</span>
      )}
    </>
  )
}
