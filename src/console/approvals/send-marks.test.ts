import { expect, test } from 'vitest'
import { BackendError } from '../../backend/port.ts'
import { KeyNotUsed } from '../shared/passkeys/key-not-used.ts'
import type { Mark } from './marks.ts'
import { sendMarks } from './send-marks.ts'

const marks = [1, 2, 3].map(
  (number): Mark => ({
    planId: `p${number}`,
    number,
    action: 'revoke-session',
    choice: 'approve',
    reason: '',
    digest: '',
    signedFor: '',
    trouble: null,
  }),
)

async function sent(atSecond: Error | null) {
  const tried: string[] = []
  const before: number[] = []
  const send = (mark: Mark) => {
    tried.push(mark.planId)
    return mark.planId === 'p2' && atSecond !== null ? Promise.reject(atSecond) : Promise.resolve()
  }
  const failed = await sendMarks(marks, send, (count) => before.push(count))
  return { tried, before, failed: [...failed] }
}

test('marks are sent one after the other, and it is said how many went before', async () => {
  expect(await sent(null)).toEqual({ tried: ['p1', 'p2', 'p3'], before: [0, 1, 2], failed: [] })
})

test('what the gateway refuses keeps none of the others back', async () => {
  const refusal = new BackendError('stale', '/problems/stale', 'Too late', 'Bo was first.')
  expect(await sent(refusal)).toEqual({
    tried: ['p1', 'p2', 'p3'],
    before: [0, 1, 2],
    failed: [['p2', 'Bo was first.']],
  })
})

test('whoever does not use the key is not asked for it again: the rest stays marked and says so', async () => {
  const { tried, failed } = await sent(new KeyNotUsed('No key was used.'))
  expect(tried).toEqual(['p1', 'p2'])
  expect(failed).toEqual([
    ['p2', 'No key was used.'],
    ['p3', 'Not sent: no key was used for P-2 before it.'],
  ])
})
