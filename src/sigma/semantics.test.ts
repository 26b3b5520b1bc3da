import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname

/** The last cell of every row of a table that is no heading: the title of a test. */
const promised = fs
  .readFileSync(path.join(here, 'SEMANTICS.md'), 'utf8')
  .split('\n')
  .flatMap((line) => /^\|.*\| `(.+)` \|$/.exec(line)?.[1] ?? [])

const rows = fs
  .readFileSync(path.join(here, 'SEMANTICS.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (question|of) \|/.test(line))

const tests = fs
  .readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('semantics.test.ts'))
  .map((file) => fs.readFileSync(path.join(here, file), 'utf8'))
  .join('\n')

test('every answer names a test', () => {
  expect(promised).toHaveLength(rows.length)
  expect(promised.length).toBeGreaterThan(80)
})

test.each([...new Set(promised)])('there is a test called: %s', (title) => {
  const quoted = [`'${title}'`, `"${title}"`, `'${title.replaceAll("'", "\\'")}'`]
  expect(quoted.some((one) => tests.includes(one))).toBe(true)
})
