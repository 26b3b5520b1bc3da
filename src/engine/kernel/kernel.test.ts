import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTION_IDS } from '../../domain/action/action.ts'
import { THREATS } from '../../domain/action/action-words.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { compileKernel } from './compile.ts'
import { openKernel } from './kernel.ts'
import { ACTION_SLOTS, ASKS, OWN_ASK } from './layout.ts'
import { KERNEL_MODULE, SHARED_KERNEL_MODULE } from './module.ts'
import { createTwin } from './twin.ts'

test.each([
  ['for a memory of its own', false, KERNEL_MODULE],
  ['for one that threads share', true, SHARED_KERNEL_MODULE],
])('the module %s is what the source compiles to', async (_, isShared, text) => {
  const compiled = await compileKernel(isShared)
  expect(Buffer.from(compiled).toString('base64')).toBe(text)
})

const FROM = 4096
const TO = 32_768

function memoryWith(words: readonly number[]): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: 1 })
  new Uint32Array(memory.buffer, FROM).set(words)
  new Uint32Array(memory.buffer, TO).fill(7)
  return memory
}

test('what goes past a budget is summed, and words are added, to the last one and no further', () => {
  const amounts = fc.array(fc.nat(9), { maxLength: 40 })
  fc.assert(
    fc.property(amounts, fc.nat(9), fc.nat(5), (words, budget, left) => {
      const count = Math.max(0, words.length - left)
      const memory = memoryWith(words)
      const kernel = openKernel(memory)
      const over = words.slice(0, count).reduce((sum, amount) => sum + Math.max(0, amount - budget), 0)
      expect(kernel.past(FROM, count, budget)).toBe(over)
      expect(createTwin(memory.buffer).past(FROM, count, budget)).toBe(over)
      const other = memoryWith(words)
      kernel.add(FROM, TO, count)
      createTwin(other.buffer).add(FROM, TO, count)
      const sums = [...new Uint32Array(memory.buffer, TO, words.length + 4)]
      expect(sums).toEqual([...words.slice(0, count).map((amount) => amount + 7), ...sums.slice(count).fill(7)])
      expect(new Uint8Array(other.buffer)).toEqual(new Uint8Array(memory.buffer))
    }),
  )
})

test('the mere read looks at every word, sixteen at a time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 70 }), fc.nat(4), (words, rounds) => {
      const memory = memoryWith(words)
      const sum = words.slice(0, rounds * 16).reduce((all, word) => all + word, 0)
      expect(openKernel(memory).read(FROM, rounds * 64)).toBe(sum)
      expect(createTwin(memory.buffer).read(FROM, rounds * 64)).toBe(sum)
    }),
  )
})

test('what no trigger asks for is apart from what the last playbook asks for', () => {
  const asks = PLAYBOOKS.flatMap((_, playbook) => THREATS.map((_threat, threat) => playbook * THREATS.length + threat))
  expect(asks).not.toContain(OWN_ASK)
  expect(Math.max(...asks, OWN_ASK)).toBeLessThan(ASKS)
})

test('every action of the catalogue has a slot, and its place + 1 five bits', () => {
  expect(ACTION_IDS.length).toBeLessThan(ACTION_SLOTS)
})
