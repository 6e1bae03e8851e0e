// Pictures, masks and networks that the guides of a recipe ask for, from the command line or beside the recipe's file.
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkpoint, failureOf, fixture, folder, run } from './fixtures/commandLine.node'
import { readPicture } from './picture'

const network = (name: string) => `workers/models/fixtures/controlNetworks/${name}`
const sd1 = ['--checkpoint', checkpoint('sd1')]
const house = {
  version: 2,
  checkpoint: 'sd1',
  prompt: 'a house',
  steps: 2,
  width: 64,
  height: 64,
  scheduler: 'ddim',
}
const values = { network: 'mine', hint: 'lines' }
const withNetwork = { ...house, guides: [{ id: 'controlnet', values, mask: 'where' }] }
const all = [
  '--picture',
  `lines=${fixture('square.png')}`,
  '--picture',
  `where=${fixture('square.png')}`,
  '--network',
  `mine=${network('controlnet')}`,
]

const bytesOf = async (path: string) => (await readPicture(path)).data

describe('a recipe with a ControlNet under a mask', () => {
  it('runs with what the command line gives, and is not the one without it', async () => {
    const plain = await bytesOf(await run(house, sd1))
    const led = await bytesOf(await run(withNetwork, [...sd1, ...all]))
    expect(led).not.toEqual(plain)
  })

  it('reads pictures beside its file where the command line gives none, with the same result', async () => {
    const given = await bytesOf(await run(withNetwork, [...sd1, ...all]))
    for (const name of ['lines', 'where']) await copyFile(fixture('square.png'), join(folder, name))
    expect(await bytesOf(await run(withNetwork, [...sd1, ...all.slice(4)]))).toEqual(given)
  })

  it.each<[string, object, readonly string[], RegExp]>([
    [
      'a picture that no guide asks for',
      withNetwork,
      [...all, '--picture', `hint=${fixture('square.png')}`],
      /No guide of the recipe asks for a picture "hint"/,
    ],
    ['a network that no guide asks for', house, all.slice(4), /asks for a network "mine"/],
    ['a picture twice', withNetwork, [...all, ...all.slice(0, 2)], /--picture gives "lines" twice/],
    ['a picture without a name', withNetwork, ['--picture', 'square.png'], /not of the form NAME=PATH/],
    ['a network without a folder', withNetwork, ['--network', 'mine='], /not of the form NAME=PATH/],
    ['no network', withNetwork, all.slice(0, 4), /uses the network "mine", which does not come with/],
    [
      'a folder that holds no network',
      withNetwork,
      [...all.slice(0, 4), '--network', `mine=${network('nowhere')}`],
      /no file "config.json"/,
    ],
    [
      'a picture that is not there',
      withNetwork,
      ['--picture', 'lines=nowhere.png', ...all.slice(2)],
      /nowhere.png cannot be read/,
    ],
  ])('refuses %s', async (_, recipe, args, sentence) => {
    expect(await failureOf(recipe, [...sd1, ...args])).toMatch(sentence)
  })
})
