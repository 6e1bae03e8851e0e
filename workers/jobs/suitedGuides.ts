import { guideMetas } from '../guidance/list'

/** What makes pictures from words alone, at what suits the checkpoint best. */
export const suitedGuides = (checkpoint: string) =>
  [...guideMetas.values()].flatMap(({ id, role, fills, suits }) => {
    const values = suits?.[checkpoint]
    return role === 'base' && !fills && values ? [{ id, values, range: [0, 1] }] : []
  })
