import { expect, test } from 'vitest'
import type { Io } from './command.ts'
import { playbook } from './playbook.ts'

/** A world in memory: what standard input holds, and what was printed. */
function world(input = '') {
  const printed = { out: '', err: '' }
  const io: Io = {
    out: (text) => {
      printed.out += text
      return Promise.resolve()
    },
    err: (text) => {
      printed.err += text
      return Promise.resolve()
    },
    isClosed: () => false,
    isInputTerminal: false,
    readInput: () => Promise.resolve(new TextEncoder().encode(input)),
  }
  return { io, printed }
}

test('a built-in playbook is printed as CACAO 2.0, which is a choice and no course', async () => {
  const { io, printed } = world()
  expect(await playbook.run(['export', 'leaked-credential'], io)).toBe(0)
  expect(JSON.parse(printed.out)).toMatchObject({ type: 'playbook', spec_version: 'cacao-2.0' })
  const again = world(printed.out)
  expect(await playbook.run(['check', '-'], again.io)).toBe(1)
  expect(again.printed.err).toContain('is a switch-condition')
})

test('a shipped course is printed as CACAO 2.0 and read again as the course that it is', async () => {
  const { io, printed } = world()
  expect(await playbook.run(['export', 'deactivate-key-then-alert'], io)).toBe(0)
  const again = world(printed.out)
  expect(await playbook.run(['check', '-'], again.io)).toBe(0)
  expect(again.printed.out).toContain('2. Resolve the alert about the leaked secret, after 1')
})

test('what is no playbook is refused with its reasons, what is no command with the usage', async () => {
  const { io, printed } = world('{"type":"bundle"}')
  expect(await playbook.run(['check', '-'], io)).toBe(1)
  expect(printed.err).toContain('spec_version')
  expect(await playbook.run(['check'], io)).toBe(2)
  expect(await playbook.run(['export', 'made-up'], io)).toBe(2)
  expect(printed.err).toContain('There is no built-in playbook made-up')
})
