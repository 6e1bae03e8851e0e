import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'

/**
 * "unet/config.json" as ["unet", "config.json"].
 * @throws PalimpsestError('checkpoint') for a path that is absolute or leaves its folder: shard names come from files.
 */
export function pathSegments(path: string): string[] {
  const segments = path.split('/')
  const leaves = segments.some((segment) => segment === '' || segment === '.' || segment === '..')
  if (!leaves && !/[\\\0]/.test(path)) return segments
  throw new PalimpsestError(messages.notInside({ path: JSON.stringify(path) }))
}
