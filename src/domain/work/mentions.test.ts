import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionsIn } from './mentions.ts'

const PEOPLE = [
  { id: 'ana', name: 'Ana Costa' },
  { id: 'anab', name: 'Ana Costa Braga' },
  { id: 'bo', name: 'Bo Lind' },
  { id: 'li', name: 'Li' },
]

test.each<[string, readonly string[]]>([
  ['@Bo Lind, can you look?', ['bo']],
  ['ask @bo or @LI', ['bo', 'li']],
  ['@Ana Costa Braga and not the other', ['anab']],
  ['@Ana Costa', ['ana']],
  ['@Ana is two people', []],
  ['mail ana@bo.example', []],
  ['@Bob is somebody else', []],
  ['@@li twice @li', ['li']],
  ['nobody', []],
])('%j calls %j', (text, ids) => {
  expect(mentionsIn(text, PEOPLE)).toEqual(ids)
})

test('only people who exist are called, each once, whatever the text', () => {
  const words = fc.array(fc.constantFrom('@', 'Ana', ' ', 'Costa', 'bo', 'Lind', 'li', '\n', 'x'), { maxLength: 30 })
  fc.assert(
    fc.property(words, (parts) => {
      const ids = mentionsIn(parts.join(''), PEOPLE)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.every((id) => PEOPLE.some((person) => person.id === id))).toBe(true)
    }),
  )
})
