import { expect, test } from 'vitest'
import { mentionsIn } from '../../domain/work/mentions.ts'
import { suggestions, withMention } from './note-mentions.ts'

const PEOPLE = [
  { id: 'ines', name: 'Ines Calado' },
  { id: 'ivo', name: 'Ivo Petrov' },
]

test.each<[string, readonly string[]]>([
  ['please @i', ['ines', 'ivo']],
  ['@', ['ines', 'ivo']],
  ['please @ines c', ['ines']],
  ['@Ines Calado ', []],
  ['mail ivo@i', []],
  ['nobody', []],
])('after %j these are offered: %j', (text, ids) => {
  expect(suggestions(text, PEOPLE).map(({ id }) => id)).toEqual(ids)
})

test('a name that was chosen is read as that person', () => {
  const text = withMention('please @in', 'Ines Calado')
  expect(text).toBe('please @Ines Calado ')
  expect(mentionsIn(text, PEOPLE)).toEqual(['ines'])
})
