import { expect, test } from 'vitest'
import { plural } from './plural.ts'

test('one is not plural', () => {
  expect([plural(1, 'job'), plural(0, 'job'), plural(2, 'identity', 'identities')]).toEqual([
    '1 job',
    '0 jobs',
    '2 identities',
  ])
})
