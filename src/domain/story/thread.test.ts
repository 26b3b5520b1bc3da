import { expect, test } from 'vitest'
import { aSignal } from '../../testing/builders.ts'
import { anEvent, from } from '../../testing/evidence.ts'
import type { IdentityRef } from '../signal/signal.ts'
import { grantOf, threadsOf, userOf } from './thread.ts'

const PLANTED: IdentityRef = {
  kind: 'service-account',
  label: 'planted',
  names: [
    { kind: 'user-name', value: 'planted' },
    { kind: 'access-key-id', value: 'AKIAPLANTED00000001' },
  ],
}
const SERVICE: IdentityRef = {
  kind: 'cloud-service',
  label: 'ec2.amazonaws.com',
  names: [{ kind: 'service-account', value: 'ec2.amazonaws.com' }],
}
const MAKES_KEY = { service: 'iam', operation: 'CreateAccessKey', outcome: 'success', error: null } as const

const shown = (...of: Parameters<typeof threadsOf>) =>
  threadsOf(...of).map(({ kind, side, label }) => `${kind} ${side} ${label}`)

test('a key that is made for somebody is that person’s next step: the maker’s alert shows it', () => {
  const event = anEvent({ affected: [PLANTED], call: MAKES_KEY, sessions: [], credentials: [] })
  expect(shown(event, null)).toContain('credential made AKIAPLANTED00000001')
  expect(shown(event, null)).toContain('identity to planted')
  const refused = { ...event, call: { ...MAKES_KEY, outcome: 'failure' as const } }
  expect(shown(refused, null)).toContain('credential to AKIAPLANTED00000001')
})

test('the key that one record hands out is the session that another comes with', () => {
  const made = threadsOf(anEvent({ affected: [PLANTED], call: MAKES_KEY, sessions: [], credentials: [] }), null)
  const used = threadsOf(anEvent({ sessions: [{ id: 'AKIAPLANTED00000001', startedAt: null }] }), null)
  const valueOf = (threads: typeof made, side: string) =>
    threads.find((thread) => thread.side === side && thread.label === 'AKIAPLANTED00000001')?.value
  expect(valueOf(used, 'by')).toBe(valueOf(made, 'made'))
})

test('who makes a key hands it out; whoever fails to, and a cloud service, hand out nothing', () => {
  const event = anEvent({ affected: [PLANTED], call: MAKES_KEY, sessions: [], credentials: [] })
  expect(grantOf(event)?.keys.map(({ label }) => label)).toEqual(['AKIAPLANTED00000001'])
  expect(grantOf(event)?.giver.label).toBe(event.actor?.label)
  expect(grantOf({ ...event, call: { ...MAKES_KEY, outcome: 'failure' } })).toBeNull()
  expect(grantOf({ ...event, actor: SERVICE })).toBeNull()
  expect(grantOf({ ...event, call: { ...MAKES_KEY, operation: 'DeleteAccessKey' } })).toBeNull()
})

test('a secret that was merely read ties nobody to anybody; one that a finding is about does', () => {
  const credentials = [{ id: 'arn:aws:secretsmanager:eu-west-1:1:secret:db', kind: 'aws-secret' }]
  const ofSecret = (threads: readonly string[]) => threads.filter((text) => text.includes('secretsmanager'))
  expect(ofSecret(shown(anEvent({ credentials }), null))).toEqual([])
  expect(ofSecret(shown(aSignal({ credentials }), null))).toEqual([
    'credential to arn:aws:secretsmanager:eu-west-1:1:secret:db',
  ])
})

test('a user name means somebody only in its account, an ARN everywhere', () => {
  const values = (account: string) =>
    threadsOf(
      anEvent({ account, actor: { ...PLANTED, names: [...PLANTED.names, { kind: 'arn', value: 'arn:x' }] } }),
      null,
    )
      .filter(({ kind }) => kind === 'identity')
      .map(({ value }) => value)
  const [a, b] = [values('1'), values('2')]
  expect(a.filter((value) => b.includes(value))).toEqual(['name\narn:x'])
})

test('a cloud service and what it writes as its address are nobody’s', () => {
  expect(shown(anEvent({ actor: SERVICE, sessions: [], credentials: [] }), null)).toEqual([])
  const through = anEvent({ network: from(null, { viaService: 'cloudformation.amazonaws.com' }) })
  expect(shown(through, null).filter((text) => text.startsWith('address'))).toEqual([])
})

test('what is too short to be anybody’s key is none', () => {
  expect(
    shown(aSignal({ sessions: [{ id: '1', startedAt: null }] }), null).filter((text) => text.startsWith('session')),
  ).toEqual([])
})

test('the identity of the inventory counts beside the names of the record', () => {
  const subject = { id: 'id_1', label: 'report-runner', side: 'by' } as const
  expect(threadsOf(anEvent(), subject)).toContainEqual({
    kind: 'identity',
    side: 'by',
    value: 'id\nid_1',
    label: 'report-runner',
  })
})

test('who uses something is told by a name that lasts, not by that of one session', () => {
  const actor: IdentityRef = {
    kind: 'cloud-role',
    label: 'runner',
    names: [
      { kind: 'arn', value: 'arn:aws:sts::1:assumed-role/runner/i-1' },
      { kind: 'session-issuer', value: 'arn:aws:iam::1:role/runner' },
    ],
  }
  expect(userOf(anEvent({ actor }))).toBe('arn:aws:iam::1:role/runner')
})
