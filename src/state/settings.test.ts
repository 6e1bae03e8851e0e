import { expect, it } from 'vitest'
import { createSettingsStore } from './settings'

const storageWith = (draft: object | undefined) => () =>
  ({ getItem: () => JSON.stringify({ draft }), setItem() {} }) as unknown as Storage
const paceIn = (shared: object | undefined, own?: object) =>
  createSettingsStore('en', storageWith(shared), own && (() => tab(own))).getState().draft.pace
const tab = (draft: object) => ({ getItem: () => JSON.stringify(draft), setItem() {} }) as unknown as Storage

it('the steps of a draft that was stored before they followed the checkpoint stay the person’s own', () => {
  expect(paceIn(undefined)).toBe('suited')
  expect(paceIn({})).toBe('suited')
  expect(paceIn({ steps: 30 })).toBe('own')
  expect(paceIn({ steps: 4, pace: 'suited' })).toBe('suited')
  expect(paceIn({ steps: 4, pace: 'suited' }, { steps: 30 })).toBe('own')
  expect(paceIn({ steps: 30 }, { steps: 4, pace: 'suited' })).toBe('suited')
})
