import { expect, test } from 'vitest'
import { isLoopbackAddress, readOptions } from './options.ts'

test('without options it serves this machine alone, with a sample, on the embedded database', () => {
  const read = readOptions([], {})
  expect(read.ok && read.options).toMatchObject({ host: '127.0.0.1', port: 4747, isEmpty: false, databaseUrl: null })
})

test('a wrong option is refused by its name, with what it takes', () => {
  for (const [argv, says] of [
    [['--port', 'abc'], '--port abc'],
    [['--port', '70000'], '0 to 65535'],
    [['--alerts', '-1'], '--alerts'],
    [['--datta', 'x'], '--datta'],
  ] as const) {
    const read = readOptions(argv, {})
    expect(read).toMatchObject({ ok: false, exitCode: 2 })
    expect(!read.ok && read.message).toContain(says)
  }
})

test('an address of another kind of database is refused without repeating it, since it may hold a password', () => {
  const read = readOptions([], { DATABASE_URL: 'mysql://root:secret@db/x' })
  expect(read).toMatchObject({ ok: false, exitCode: 2 })
  expect(!read.ok && read.message).not.toContain('secret')
})

test('help is an answer, not an error', () => {
  expect(readOptions(['--help'], {})).toMatchObject({ ok: false, exitCode: 0 })
})

test('only this machine counts as loopback', () => {
  expect(['127.0.0.1', '127.9.9.9', 'localhost', '::1'].every(isLoopbackAddress)).toBe(true)
  expect(['0.0.0.0', '::', '10.0.0.1', 'localhost.example.com'].some(isLoopbackAddress)).toBe(false)
})
