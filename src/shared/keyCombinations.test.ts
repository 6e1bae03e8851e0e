// Key events as systems really send them, layout by layout.
import { describe, expect, it } from 'vitest'
import { combinationsOf, letterOf, type KeyPress } from './keyCombinations'

const press = (key: string, code: string, held = ''): KeyPress => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
})
const elsewhere = (key: string, code: string, held?: string) => combinationsOf(press(key, code, held), false)
const onMac = (key: string, code: string, held?: string) => combinationsOf(press(key, code, held), true)

describe('a key', () => {
  it('is its character, wherever that lies', () => {
    expect(elsewhere('z', 'KeyY', 'ctrl')).toEqual(['Mod+Z']) // German
    expect(elsewhere('a', 'KeyQ', 'ctrl')).toEqual(['Mod+A']) // French
    expect(elsewhere('b', 'KeyN')).toEqual(['B']) // Dvorak
    expect(elsewhere('+', 'BracketRight')).toEqual(['+']) // German: it zooms, and no brush grows
    expect(elsewhere('-', 'Slash')).toEqual(['-']) // German
    expect(elsewhere('?', 'Minus', 'shift')).toContain('?') // German
    expect(elsewhere('/', 'Digit7', 'shift')).toContain('/') // German
    expect(elsewhere('/', 'Slash')).toEqual(['/'])
    expect(elsewhere('ｚ', 'KeyZ', 'ctrl')).toEqual(['Mod+Z']) // Japanese, in wide letters
    expect(elsewhere('＋', 'Semicolon', 'shift')).toContain('+')
    expect(elsewhere('²', 'Backquote')).toEqual(['²']) // French
  })

  it('is its place where its character is of another script', () => {
    expect(elsewhere('я', 'KeyZ', 'ctrl')).toEqual(['Mod+Z']) // Russian
    expect(elsewhere('Я', 'KeyZ', 'ctrl shift')).toEqual(['Mod+Shift+Z'])
    expect(elsewhere('ㅊ', 'KeyC', 'ctrl')).toEqual(['Mod+C']) // Korean
    expect(elsewhere('ㅠ', 'KeyB')).toEqual(['B'])
    expect(elsewhere('', 'KeyB')).toEqual(['B'])
    expect(elsewhere('Process', 'KeyB')).toEqual(['B']) // Korean on Windows, while the input method listens
    expect(elsewhere('х', 'BracketLeft')).toEqual(['[']) // Russian
    expect(elsewhere('ю', 'Period')).toEqual(['.'])
    expect(elsewhere('لا', 'KeyB')).toEqual(['B']) // Arabic: two letters of one key
    expect(elsewhere('ิ', 'KeyB')).toEqual(['B']) // Thai: a vowel above its letter
    expect(elsewhere('्', 'KeyD', 'ctrl')).toEqual(['Mod+D']) // Devanagari
    expect(letterOf(press('ॆ', 'KeyZ', 'ctrl'))).toBe('Z')
    expect(elsewhere('١', 'Digit1', 'ctrl')).toContain('Mod+1') // Arabic digits
  })

  it('is its place where it is an accent that waits for its letter', () => {
    expect(elsewhere('Dead', 'BracketLeft')).toEqual(['[']) // French
    expect(elsewhere('Dead', 'Equal')).toEqual(['=']) // German
    expect(elsewhere('Dead', 'Quote')).toEqual([]) // US international
    expect(onMac('Dead', 'KeyE', 'alt')).toEqual([]) // Option+E is ´
    expect(elsewhere('Dead', 'KeyE', 'ctrl alt')).toEqual([]) // AltGr
  })

  it('of the number pad, with Caps Lock, and with AltGr on Linux is its character', () => {
    expect(elsewhere('+', 'NumpadAdd')).toEqual(['+'])
    expect(elsewhere('0', 'Numpad0', 'ctrl')).toEqual(['Mod+0'])
    expect(elsewhere('Enter', 'NumpadEnter', 'ctrl')).toEqual(['Mod+Enter'])
    expect(elsewhere('B', 'KeyB')).toEqual(['B'])
    expect(elsewhere('z', 'KeyZ', 'ctrl shift')).toEqual(['Mod+Shift+Z'])
    expect(elsewhere(']', 'Digit9')).toEqual([']']) // German
    expect(elsewhere('€', 'KeyE', 'ctrl alt')).toEqual(['€']) // Windows
  })

  it('is none of ours where it is another Latin letter', () => {
    expect(elsewhere('ü', 'BracketLeft')).toEqual(['ü'])
    expect(elsewhere('ß', 'Minus')).toEqual(['ß'])
    expect(elsewhere('ö', 'Semicolon')).toEqual(['ö'])
  })

  it('of digits that need Shift, as in France, counts without it', () => {
    expect(elsewhere('à', 'Digit0', 'ctrl')).toContain('Mod+0')
    expect(elsewhere('&', 'Digit1')).toEqual(['&'])
  })

  it('with Shift counts both ways where Shift makes the character', () => {
    expect(elsewhere('?', 'Slash', 'shift')).toContain('?')
    expect(elsewhere('}', 'BracketRight', 'shift')).toContain('Shift+]')
    expect(elsewhere('Q', 'KeyQ', 'shift')).toEqual(['Shift+Q'])
    expect(elsewhere('ArrowLeft', 'ArrowLeft', 'shift')).toEqual(['Shift+ArrowLeft'])
    expect(elsewhere('Enter', 'Enter', 'ctrl shift')).toEqual(['Mod+Shift+Enter'])
  })

  it('made with AltGr or Option is that character', () => {
    expect(elsewhere('[', 'Digit8', 'ctrl alt')).toEqual(['[']) // German on Windows
    expect(onMac('[', 'Digit5', 'alt')).toEqual(['[']) // German on a Mac
    expect(elsewhere('b', 'KeyB', 'alt')).toEqual(['Alt+B'])
  })

  it('with Command is ours on a Mac, and with Ctrl the system’s', () => {
    expect(onMac('z', 'KeyZ', 'meta')).toEqual(['Mod+Z'])
    expect(onMac('a', 'KeyA', 'ctrl')).toEqual([])
    expect(elsewhere('a', 'KeyA', 'meta')).toEqual([])
    expect(onMac('я', 'KeyZ', 'meta')).toEqual(['Mod+Z'])
  })

  it('is a letter for text fields on any layout', () => {
    expect(letterOf(press('с', 'KeyC', 'ctrl'))).toBe('C')
    expect(letterOf(press('z', 'KeyY', 'ctrl'))).toBe('Z')
    expect(letterOf(press('.', 'KeyE', 'ctrl'))).toBeUndefined() // Dvorak
  })
})
