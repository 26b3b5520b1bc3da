import { expect, test } from 'vitest'
import type { CommandGroup } from './command.ts'
import { findCommands } from './find-commands.ts'

const group = (title: string, ...labels: readonly string[]): CommandGroup => ({
  title,
  commands: labels.map((label) => ({ id: label, label, icon: null, run: () => undefined })),
})

const here = group(
  'here',
  'Pause the clock, or let it run',
  'Tag',
  'Close with reason',
  'Clear selection, close preview',
)
const views = group('views', 'Blocked', 'Closed')
const found = (typed: string, groups = [here, views]) =>
  findCommands(groups, typed).map(({ title, commands }) => [title, commands.map(({ label }) => label)])

test('what begins with the typed letters comes before a later word, and that before the inside of a word', () => {
  expect(found('clo')).toEqual([
    ['here', ['Close with reason', 'Pause the clock, or let it run', 'Clear selection, close preview']],
    ['views', ['Closed']],
  ])
  expect(found('lo')).toEqual([
    ['here', ['Pause the clock, or let it run', 'Close with reason', 'Clear selection, close preview']],
    ['views', ['Blocked', 'Closed']],
  ])
})

test('a group whose best fits better comes first', () => {
  expect(found('closed').map(([title]) => title)).toEqual(['views'])
  expect(found('block', [group('a', 'Roadblock'), views]).map(([title]) => title)).toEqual(['views', 'a'])
})

test('each typed word has to fit, in any order', () => {
  expect(found('preview clear')).toEqual([['here', ['Clear selection, close preview']]])
  expect(found('clear nothing')).toEqual([])
})

test('words that are not read find a command after those that are', () => {
  const stop = { id: 'stop', label: 'Stop everything', also: 'halt emergency', icon: null, run: () => undefined }
  expect(found('halt', [{ title: 'change', commands: [stop] }, group('views', 'Asphalt')])).toEqual([
    ['views', ['Asphalt']],
    ['change', ['Stop everything']],
  ])
})

test('without words everything stands as it is listed', () => {
  expect(findCommands([here, views], '  ')).toEqual([here, views])
})
