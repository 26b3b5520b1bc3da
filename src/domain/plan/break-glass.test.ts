import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aPerson } from '../../testing/builders.ts'
import { ROLES } from '../people/person.ts'
import { STARTING_POLICY } from '../policy/policy.ts'
import { glassSignature, whyGlassFails } from './break-glass.ts'

const greta = aPerson('Greta', { roles: ['approver', 'break-glass'] })
const glass = { digest: 'digest-1', person: greta, passkey: null }
const plan = { digest: 'digest-1', needsPasskey: false }

test('a broken glass holds for exactly one plan, while its person has the role and its key stands', () => {
  expect(whyGlassFails(glass, plan, [greta])).toBeNull()
  expect(whyGlassFails(glass, { ...plan, digest: 'digest-2' }, [greta])).toContain('another plan')
  expect(whyGlassFails(glass, plan, [{ ...greta, roles: ['approver'] }])).toContain('any more')
  expect(whyGlassFails(glass, plan, [])).toContain('any more')
  const signed = { ...glass, passkey: { name: 'Blue', isRevoked: false } }
  expect(whyGlassFails(glass, { ...plan, needsPasskey: true }, [greta])).toContain('without a passkey')
  expect(whyGlassFails(signed, { ...plan, needsPasskey: true }, [greta])).toBeNull()
  const revoked = { ...glass, passkey: { name: 'Blue', isRevoked: true } }
  expect(whyGlassFails(revoked, { ...plan, needsPasskey: true }, [greta])).toContain('does not stand')
})

test('the shipped policy has every glass signed but that of the sample; where approvals are signed, no glass is not', () => {
  const asApprovals = { gate: { ...STARTING_POLICY.gate, glassPasskey: 'as-approvals' as const } }
  const own = { gate: { passkey: false }, isSample: false }
  const sample = { ...own, isSample: true }
  expect(glassSignature(STARTING_POLICY, own)).toBe('passkey')
  expect(glassSignature(STARTING_POLICY, sample)).toBe('none-of-sample')
  for (const plan of [own, sample]) {
    expect(glassSignature(asApprovals, plan)).toBe('none-by-policy')
    expect(glassSignature(asApprovals, { ...plan, gate: { passkey: true } })).toBe('passkey')
  }
})

test('nobody without the role ever holds a glass', () => {
  const others = ROLES.filter((role) => role !== 'break-glass')
  fc.assert(
    fc.property(fc.subarray(others, { minLength: 1 }), (roles) => {
      expect(whyGlassFails(glass, plan, [{ ...greta, roles }])).not.toBeNull()
    }),
  )
})
