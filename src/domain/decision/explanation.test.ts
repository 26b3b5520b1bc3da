import { expect, test } from 'vitest'
import { aDecisionInput, aDependency, anIdentity, aSignal, aTrigger, DAY_MS, NOON } from '../../testing/builders.ts'
import { decide } from './decide.ts'

test('a decision reads from the evidence to the gate, in words an approver can follow', () => {
  const decision = decide(
    aDecisionInput({
      signal: aSignal({ confidence: null }),
      trigger: aTrigger({ confidence: 88, automation: { allowed: true, threshold: 85 } }),
      triggerRecord: { judged: 40, truePositives: 31 },
      corroborating: [{ triggerId: 'logging-stopped', confidence: 50 }],
      identity: anIdentity({ tenancy: 'shared', sensitiveResources: null }),
      dependencies: [
        aDependency({ via: 'session' }, { id: 'nightly-report', recovery: 'self', criticality: 4 }),
        aDependency(
          { via: 'service', from: 'nightly-report' },
          { id: 'board-pack', recovery: 'manual', criticality: 3 },
        ),
      ],
      exercisedAt: NOON - 40 * DAY_MS,
    }),
  )
  expect(decision.reasons.map(({ rule, input, effect }) => `${rule} | ${input} | ${effect}`)).toEqual([
    'confidence.declared-by-trigger | Trigger Role session used from two places, version 1, declares 88 | Confidence starts at 88',
    'confidence.measured-precision | 31 of 40 judged alerts of this trigger were true | Confidence is capped at 76',
    'confidence.corroborated | Also fired on this identity: logging-stopped (50) | Confidence rises from 76 to 88',
    'confidence.band-high | Confidence 88 | Band high',
    'urgency.privilege | Privilege: write | Adds 19.5 of 30',
    'urgency.environment | Environment: prod | Adds 20 of 20',
    'urgency.criticality | Criticality 3 of 5 | Adds 12.5 of 25',
    'urgency.reach-unknown | Nobody has counted the sensitive stores it can reach; counted as 75 of 100 | Adds 11.25 of 15',
    'urgency.hygiene | Credential hygiene: nothing found | Adds 0 of 10',
    'urgency.band-high | Urgency 63 | Band high',
    'need.high-high | Confidence high, urgency high | Asks for T3 contain',
    'cap.shared-identity | Several workloads share this identity | Stops at T2 contain & verify instead of T3 contain; going further takes two approvals',
    'action.smallest | 1 of 5 actions of the playbook suffice for T2 contain & verify, session threatened | Revoke its sessions: the least disruption, 14 of 100',
    'gate.auto-exercised | This version of the playbook was exercised 40 days ago, the limit is 30 | Not automatic: one person approves',
  ])
  expect(decision.options.map(({ action, reason, disruption }) => `${action} ${disruption.score}: ${reason}`)).toEqual([
    'watch-identity 0: Weaker than the need: meets T1, not T2.',
    'revoke-session 14: null',
    'deactivate-key 28: Not possible for a cloud role.',
    'revoke-grants 28: Not possible for a cloud role.',
    'disable-identity 28: Goes past the cap at T2: a person may propose it, and it then takes two approvals.',
  ])
  expect(decision.options[1]?.disruption.consumers.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'board-pack stops',
    'nightly-report comes-back',
  ])
})
