import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aDraft } from '../../testing/builders.ts'
import type { AuditDraft } from './chain.ts'
import { AUDIT_CODES, type AuditCode } from './entry.ts'
import { sentence, sentenceText } from './sentence.ts'
import { CASE_LINES } from './testing/case-lines.ts'
import { EXERCISE_LINES } from './testing/exercise-lines.ts'
import { GATE_LINES } from './testing/gate-lines.ts'
import { WORK_LINES } from './testing/work-lines.ts'

const ana = { kind: 'person', id: 'person-ana', name: 'Ana' } as const
const bo = { kind: 'person', id: 'person-bo', name: 'Bo' } as const
const gateway = { kind: 'gateway', id: 'gateway', name: 'The gateway' } as const
const plan = { kind: 'plan', id: 'plan-1', label: 'P-12' } as const
const identity = { kind: 'identity', id: 'identity-1', label: 'report-runner-role' } as const
const alert = { kind: 'alert', id: 'alert-1', label: 'A-48213' } as const
const change = { kind: 'change', id: 'change-1', label: 'C-7' } as const
const trigger = { kind: 'trigger', id: 'stolen-role', label: 'stolen-role' } as const
const policy = { kind: 'policy', id: 'policy', label: 'Policy' } as const
const view = { kind: 'view', id: 'view-1', label: 'V-7' } as const
const scenario = { kind: 'scenario', id: 'scenario-1', label: 'S-7' } as const
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

/** One row per code: what is recorded, and the line a reader gets. */
const LINES: readonly (readonly [AuditCode, Partial<AuditDraft>, string])[] = [
  ['estate.opened', { actor: gateway, detail: { database: 'PGlite' } }, 'The gateway opened the estate: PGlite.'],
  [
    'estate.sample-loaded',
    { actor: gateway, detail: { alerts: 1000, identities: 40 } },
    'The gateway loaded the sample estate: 1000 alerts; 40 identities.',
  ],
  ['estate.sample-removed', { detail: {} }, 'Ana removed the sample estate.'],
  ['session.opened', { detail: { how: 'link' } }, 'Ana signed in: by link.'],
  ['session.closed', {}, 'Ana signed out.'],
  [
    'session.refused',
    { actor: gateway, detail: { reason: 'The link was used before' } },
    'The gateway was refused a sign-in: The link was used before.',
  ],
  [
    'person.added',
    { subjects: [{ kind: 'person', id: 'p', label: 'Cy' }], detail: { team: 'SOC', roles: ['analyst', 'approver'] } },
    'Ana added Cy: team SOC; roles analyst, approver.',
  ],
  [
    'person.domains-changed',
    {
      subjects: [{ kind: 'person', id: 'p', label: 'Cy' }],
      detail: { before: ['soc'], domains: ['iam', 'soc'], reason: 'Cy moved to identities' },
    },
    'Ana changed what Cy answers for: now iam, soc; before soc; Cy moved to identities.',
  ],
  [
    'source.added',
    { subjects: [{ kind: 'source', id: 's', label: 'GuardDuty EU' }], detail: { format: 'guardduty' } },
    'Ana added source GuardDuty EU: guardduty.',
  ],
  [
    'source.revoked',
    { subjects: [{ kind: 'source', id: 's', label: 'GuardDuty EU' }] },
    'Ana revoked source GuardDuty EU.',
  ],
  [
    'connector.added',
    {
      subjects: [{ kind: 'connector', id: 'c', label: 'Corporate IdP' }],
      detail: { kind: 'SCIM 2.0 service', secrets: ['token'] },
    },
    'Ana added connector Corporate IdP: SCIM 2.0 service; secrets set token.',
  ],
  [
    'connector.changed',
    { subjects: [{ kind: 'connector', id: 'c', label: 'Corporate IdP' }], detail: { fields: ['baseUrl', 'token'] } },
    'Ana changed connector Corporate IdP: fields baseUrl, token.',
  ],
  [
    'connector.switched-off',
    { subjects: [{ kind: 'connector', id: 'c', label: 'Corporate IdP' }] },
    'Ana switched off connector Corporate IdP.',
  ],
  [
    'connector.switched-on',
    { subjects: [{ kind: 'connector', id: 'c', label: 'Corporate IdP' }] },
    'Ana switched on connector Corporate IdP.',
  ],
  [
    'secrets.resealed',
    { actor: gateway, detail: { count: 3 } },
    'The gateway sealed 3 stored secrets under the newest key.',
  ],
  [
    'mapping.saved',
    { detail: { mapping: 'acme-vault', title: 'Acme Vault alert' } },
    'Ana saved mapping acme-vault: Acme Vault alert.',
  ],
  ['mapping.removed', { detail: { mapping: 'acme-vault' } }, 'Ana removed mapping acme-vault.'],
  [
    'ingest.accepted',
    {
      actor: { kind: 'source', id: 's', name: 'GuardDuty EU' },
      detail: { records: 3, accepted: 2, duplicates: 0, conflicts: 0, refused: 1, alertsOpened: 2 },
    },
    'GuardDuty EU delivered 3 records: 2 accepted; 1 refused; 2 alerts opened.',
  ],
  [
    'ingest.refused',
    { actor: { kind: 'source', id: 's', name: 'GuardDuty EU' }, detail: { reason: 'Too large' } },
    'GuardDuty EU was refused a delivery: Too large.',
  ],
  [
    'dead-letter.replayed',
    { detail: { records: 1, accepted: 1, refused: 0 } },
    'Ana replayed 1 dead letter: 1 accepted.',
  ],
  [
    'identity.imported',
    { detail: { created: 2, updated: 1, unchanged: 0, refused: 0 } },
    'Ana imported identities: 2 created; 1 updated.',
  ],
  [
    'identity.changed',
    { subjects: [identity], detail: { fields: ['criticality', 'technicalOwner'] } },
    'Ana changed identity report-runner-role: fields criticality, technicalOwner.',
  ],
  [
    'alert.changed',
    {
      detail: {
        status: { from: 'new', to: 'closed' },
        assignee: { from: null, to: 'Ana' },
        hold: { from: null, to: 'snoozed until noon' },
        reason: 'Planned migration',
      },
    },
    'Ana changed alert A-48213: status new → closed; assignee nobody → Ana; hold none → snoozed until noon; Planned migration.',
  ],
  [
    'plan.proposed',
    {
      subjects: [plan, identity, alert],
      detail: { action: 'revoke-session', gate: 'one-approval', reason: 'Used twice', digest },
    },
    'Ana asked for “Revoke its sessions” on report-runner-role: one-approval; Used twice; digest 9f86d081884c.',
  ],
  ...WORK_LINES,
  ...GATE_LINES,
  [
    'plan.refused',
    { subjects: [identity], detail: { action: 'disable-identity', rule: 'gate.stale', reason: 'Not checked' } },
    'Ana was refused “Disable the identity” on report-runner-role: gate.stale; Not checked.',
  ],
  [
    'vote.cast',
    { actor: bo, subjects: [plan], detail: { choice: 'approve', reason: 'Seen', digest } },
    'Bo approved plan P-12: Seen; digest 9f86d081884c.',
  ],
  [
    'vote.refused',
    {
      subjects: [plan],
      detail: { verb: 'vote', rule: 'vote.requester', because: 'You cannot approve this: you asked for it' },
    },
    'Ana was refused a vote on plan P-12: vote.requester; You cannot approve this: you asked for it.',
  ],
  [
    'plan.approved',
    { actor: gateway, subjects: [plan], detail: { approvedBy: ['Bo', 'Cy'] } },
    'The gateway opened the gate of plan P-12: approved by Bo, Cy.',
  ],
  [
    'plan.rejected',
    { actor: gateway, subjects: [plan], detail: { by: ['Bo'], reason: 'Wrong role' } },
    'The gateway closed plan P-12 as rejected: rejected by Bo; Wrong role.',
  ],
  ['plan.expired', { actor: gateway, subjects: [plan] }, 'The gateway let plan P-12 expire.'],
  ['plan.cancelled', { subjects: [plan], detail: { reason: 'Not needed' } }, 'Ana cancelled plan P-12: Not needed.'],
  [
    'playbook.imported',
    {
      subjects: [{ kind: 'playbook', id: 'own-1', label: 'Key, then sessions' }],
      detail: { cacaoId: 'playbook--1', version: 1 },
    },
    'Ana brought in playbook Key, then sessions: playbook--1.',
  ],
  [
    'plan.void',
    { actor: gateway, subjects: [plan], detail: { reason: 'A consumer appeared' } },
    'The gateway voided plan P-12: A consumer appeared.',
  ],
  [
    'plan.paused',
    { actor: gateway, subjects: [plan], detail: { reason: 'The gate is stricter now' } },
    'The gateway paused plan P-12: The gate is stricter now.',
  ],
  ['plan.resumed', { subjects: [plan] }, 'Ana resumed plan P-12.'],
  [
    'step.started',
    { actor: gateway, subjects: [plan], detail: { ordinal: 1, action: 'revoke-session', connector: 'twin' } },
    'The gateway started step 1 of plan P-12, “Revoke its sessions”: twin.',
  ],
  [
    'step.sent',
    { actor: gateway, subjects: [plan], detail: { ordinal: 1, action: 'revoke-session', connector: 'twin' } },
    'The gateway sent step 1 of plan P-12, “Revoke its sessions”: twin.',
  ],
  [
    'step.in-doubt',
    { actor: gateway, subjects: [plan], detail: { ordinal: 1, action: 'revoke-session', reason: 'Timeout' } },
    'The gateway lost the answer to step 1 of plan P-12, “Revoke its sessions”: Timeout.',
  ],
  [
    'step.verified',
    {
      actor: gateway,
      subjects: [plan],
      detail: {
        ordinal: 1,
        action: 'revoke-session',
        containment: 'contained',
        readback: 'Session refused 2 of 2 times',
      },
    },
    'The gateway read back step 1 of plan P-12, “Revoke its sessions”: contained; Session refused 2 of 2 times.',
  ],
  [
    'step.failed',
    { actor: gateway, subjects: [plan], detail: { ordinal: 1, action: 'revoke-session', reason: 'Refused' } },
    'The gateway gave up on step 1 of plan P-12, “Revoke its sessions”: Refused.',
  ],
  [
    'step.late-result-refused',
    { actor: gateway, subjects: [plan], detail: { action: 'revoke-session', reason: 'Fence 2 is older than 3' } },
    'The gateway refused a late result of “Revoke its sessions” of plan P-12: Fence 2 is older than 3.',
  ],
  [
    'plan.finished',
    { actor: gateway, subjects: [plan], detail: { state: 'done', containment: 'contained' } },
    'The gateway finished plan P-12: done; contained.',
  ],
  [
    'change.proposed',
    {
      subjects: [change, trigger],
      detail: { mode: { from: 'on', to: 'shadow' }, reason: 'Too many scanners', digest },
    },
    'Ana proposed change C-7 of trigger stolen-role: mode on → shadow; Too many scanners; digest 9f86d081884c.',
  ],
  [
    'change.approved',
    { actor: bo, subjects: [change, policy], detail: { reason: 'Read the backtest', digest } },
    'Bo approved change C-7 of the policy: Read the backtest; digest 9f86d081884c.',
  ],
  [
    'change.rejected',
    { actor: bo, subjects: [change, trigger], detail: { reason: 'Misses two true ones', digest } },
    'Bo rejected change C-7 of trigger stolen-role: Misses two true ones; digest 9f86d081884c.',
  ],
  [
    'change.withdrawn',
    { subjects: [change, trigger], detail: { reason: 'Found a better way' } },
    'Ana withdrew change C-7 of trigger stolen-role: Found a better way.',
  ],
  [
    'change.expired',
    { actor: gateway, subjects: [change, policy], detail: { reason: 'Nobody reviewed it in time.' } },
    'The gateway let change C-7 of the policy expire: Nobody reviewed it in time.',
  ],
  [
    'change.stale',
    { actor: gateway, subjects: [change, trigger], detail: { reason: 'Version 3 came first.' } },
    'The gateway ended change C-7 of trigger stolen-role as outdated: Version 3 came first.',
  ],
  [
    'change.activated',
    {
      actor: gateway,
      subjects: [change, trigger],
      detail: { version: 4, mode: { from: 'shadow', to: 'on' }, restores: 2, restoresAutomation: true, digest },
    },
    'The gateway put version 4 of trigger stolen-role in force: change C-7; mode shadow → on; brings back version 2; gives its automation back; digest 9f86d081884c.',
  ],
  [
    'trigger.restrained',
    { subjects: [trigger, change], detail: { to: 'off', version: 3, reason: 'Fires on every build' } },
    'Ana switched off trigger stolen-role: Fires on every build.',
  ],
  [
    'trigger.automation-lost',
    { actor: gateway, subjects: [trigger], detail: { because: '2 of 14 judged alerts were true' } },
    'The gateway took automation from trigger stolen-role: 2 of 14 judged alerts were true.',
  ],
  ['scenario.created', { subjects: [scenario] }, 'Ana kept scenario S-7.'],
  ['scenario.changed', { subjects: [scenario] }, 'Ana changed scenario S-7.'],
  [
    'scenario.shared',
    { subjects: [scenario], detail: { isShared: true, name: 'Lower the threshold' } },
    'Ana shared scenario S-7: Lower the threshold.',
  ],
  [
    'scenario.deleted',
    { subjects: [scenario], detail: { name: 'Lower the threshold' } },
    'Ana deleted scenario S-7: Lower the threshold.',
  ],
  ...CASE_LINES,
  ...EXERCISE_LINES,
  ['view.created', { subjects: [view], detail: { audience: 'private' } }, 'Ana saved view V-7.'],
  ['view.changed', { subjects: [view], detail: { audience: 'team' } }, 'Ana changed view V-7: shared with the team.'],
  [
    'view.defaults-set',
    { subjects: [view], detail: { roles: ['analyst', 'approver'], team: 'SOC' } },
    'Ana let roles begin with view V-7: analyst, approver; in SOC.',
  ],
  ['view.deleted', { subjects: [view] }, 'Ana deleted view V-7.'],
  [
    'access.refused',
    { detail: { verb: 'manage-people', rule: 'manage-people.by-role', because: 'It takes a manager' } },
    'Ana was refused “manage-people”: manage-people.by-role; It takes a manager.',
  ],
  [
    'fault',
    { actor: gateway, subjects: [], detail: { where: 'in the runner', reason: 'Unexpected' } },
    'The gateway met a fault in the runner: Unexpected.',
  ],
]

test.each(LINES)('%s reads as a sentence', (code, changes, line) => {
  expect(sentenceText(aDraft({ actor: ana, subjects: [alert], ...changes, code }))).toBe(line)
})

test('a delivery that somebody made for a source names both, and its part', () => {
  const subjects = [{ kind: 'source', id: 's', label: 'GuardDuty EU' } as const]
  const detail = { records: 5000, accepted: 5000, part: 2, parts: 3 }
  const line = sentenceText(aDraft({ code: 'ingest.accepted', subjects, detail }))
  expect(line).toBe('Ana delivered 5000 records through GuardDuty EU: 5000 accepted; part 2 of 3.')
})

test('every code of the log has its sentence', () => {
  expect(LINES.map(([code]) => code).sort()).toEqual([...AUDIT_CODES].sort())
})

test('an entry whose details are missing or of another type still reads, whatever its code', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...AUDIT_CODES),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
      (code, detail) => {
        const entry = aDraft({ code, subjects: [], detail: detail as AuditDraft['detail'] })
        expect(sentenceText(entry)).toMatch(/^Ana .*\.$/u)
      },
    ),
  )
})

const hostile = fc
  .array(fc.constantFrom('\u001b[2J', '\n', '\r', '\u0000', '\u0007', '\u202e', '\u2028', 'Bo approved', '\u009b', ' '))
  .map((parts) => parts.join(''))

test('no name or reason breaks out of its line', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LINES), hostile, ([code, changes], text) => {
      const actor = { ...ana, name: `A${text}` }
      const subjects = (changes.subjects ?? []).map((subject) => ({ ...subject, label: `L${text}` }))
      const detail = Object.fromEntries(Object.keys(changes.detail ?? {}).map((key) => [key, `D${text}`]))
      const line = sentenceText(aDraft({ code, actor, subjects, detail }))
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})

test('a reason of ten thousand characters does not push the rest away', () => {
  const { detail } = sentence(aDraft({ detail: { reason: 'x'.repeat(10_000) } }))
  expect(detail).toBe(`${'x'.repeat(300)}…`)
})

test('a code of a later version is named as it stands', () => {
  const entry = aDraft({ code: 'constructor' as AuditCode })
  expect(sentenceText(entry)).toBe('Ana recorded constructor.')
})

test('a scenario that is no longer shared says so, and not what it was called', () => {
  const entry = aDraft({ actor: ana, code: 'scenario.shared', subjects: [scenario], detail: { isShared: false } })
  expect(sentenceText(entry)).toBe('Ana stopped sharing scenario S-7.')
})

test('one alert is one alert', () => {
  const source = { kind: 'source', id: 's', name: 'Wiz' } as const
  const entry = aDraft({ actor: source, code: 'ingest.accepted', detail: { records: 1, accepted: 1, alertsOpened: 1 } })
  expect(sentenceText(entry)).toBe('Wiz delivered 1 record: 1 accepted; 1 alert opened.')
})
