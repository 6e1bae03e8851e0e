import { expect, it } from 'vitest'
import { text } from '../strings/text'
import { formatTime } from './formatTime'

const said = (seconds: number, rough?: boolean) =>
  formatTime((key, values) => text('en', key, values), seconds, rough)

it('tells a time in the unit that fits, and a rough one from half to twice', () => {
  expect([0.2, 4.4, 89, 91, 3000, 7300].map((seconds) => said(seconds))).toEqual([
    '1 s',
    '4 s',
    '89 s',
    '2 min',
    '50 min',
    '2 h',
  ])
  expect([0.3, 10, 60, 2400, 9000].map((seconds) => said(seconds, true))).toEqual([
    '1 s',
    '5–20 s',
    '1–2 min',
    '20–80 min',
    '1–5 h',
  ])
})
