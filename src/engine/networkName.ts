import type { TextKey } from '../strings/text'
import { bundledNetworks } from './bundledNetworks'

/** What a network is called: one that comes with the program by its hint, any other by its id. */
export function networkName(id: string, t: (key: TextKey) => string): string {
  const hint = bundledNetworks.find((network) => network.id === id)?.hint
  return hint ? t(`network.hint.${hint}`) : id
}
