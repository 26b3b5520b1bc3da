import { expect, test } from 'vitest'
import { actionOf } from '../../domain/action/catalogue.ts'
import { aCredential, anIdentity, aSignal } from '../../testing/builders.ts'
import { targetOf, whetherAimable } from './target.ts'

const DEACTIVATE = actionOf('deactivate-key')
const names = [
  { kind: 'deploy-key' as const, value: 'octo/reports/keys/100' },
  { kind: 'deploy-key' as const, value: '100' },
]
const record = (id: string) => aSignal({ sessions: [], credentials: [{ id, kind: 'github-deploy-key' }] })
const aimed = (changes: Parameters<typeof anIdentity>[0], named = '100') =>
  targetOf(DEACTIVATE, anIdentity(changes), record(named), 'key').credentialIds

test('an API key that only an alert knew is what the record names by one of its names', () => {
  const key = anIdentity({ kind: 'api-key', names, credentials: [] })
  expect(aimed(key)).toEqual(['100'])
  expect(whetherAimable(DEACTIVATE, key, record('100'))).toBe(true)
  expect(whetherAimable(DEACTIVATE, key, record('101'))).toContain('No active credential')
})

test('once its credentials are listed they are what is cut, and what is no key has none by its names', () => {
  expect(aimed({ kind: 'api-key', names, credentials: [aCredential({ id: 'AKIAEXAMPLE' })] })).toEqual(['AKIAEXAMPLE'])
  expect(aimed({ kind: 'service-account', names, credentials: [] })).toEqual([])
})
