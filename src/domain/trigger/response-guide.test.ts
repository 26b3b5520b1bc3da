import { expect, test } from 'vitest'
import { aTrigger } from '../../testing/builders.ts'
import { responseGuide } from './response-guide.ts'

test('the guide spells out who does what, what to save first and what it serves', () => {
  const trigger = aTrigger(
    {
      owners: { triage: 'soc', contain: 'platform', recover: 'application' },
      preserve: ['session-list', 'source-records'],
      frameworks: ['NHI2:2025', 'RS.MI-01'],
    },
    { attacks: ['T1552.005', 'T9999'] },
  )
  const guide = responseGuide(trigger, 'revoke-session')
  expect(guide?.owners).toEqual({ triage: 'soc', contain: 'platform', recover: 'application' })
  expect(guide?.preserve.map(({ id }) => id)).toEqual(['session-list', 'source-records'])
  expect(guide?.preserve[0]?.says).toContain('a revocation empties it')
  expect(guide?.labels).toEqual([
    { framework: 'attack', id: 'T1552.005', title: 'Cloud Instance Metadata API' },
    { framework: 'attack', id: 'T9999', title: null },
    { framework: 'owasp-nhi', id: 'NHI2:2025', title: 'Secret Leakage' },
    { framework: 'nist-csf', id: 'RS.MI-01', title: 'Incidents are contained' },
  ])
})

test('where the trigger names nobody, the catalogue does, and whoever contained brings it back', () => {
  const owners = (action: Parameters<typeof responseGuide>[1]) => responseGuide(aTrigger(), action)?.owners
  expect(owners('quarantine-workload')).toEqual({ triage: 'soc', contain: 'platform', recover: 'platform' })
  expect(owners('rotate-secret')).toEqual({ triage: 'soc', contain: 'application', recover: 'application' })
  expect(owners(null)).toEqual({ triage: 'soc', contain: 'soc', recover: 'soc' })
})

test('without a trigger there is no guide', () => {
  expect(responseGuide(null, 'revoke-session')).toBeNull()
})
