import { expect, test } from 'vitest'
import { anAlertRow } from '../../testing/alert-rows.ts'
import { NOON } from '../../testing/builders.ts'
import { matchesQuery } from './matches.ts'
import { parseQuery } from './parse.ts'

const row = anAlertRow({
  number: 48_213,
  title: 'Instance role used from outside',
  identityName: 'svc-backup',
  identityId: 'id_1',
  severity: 'high',
  tier: 3,
  confidence: 85,
  receivedAt: NOON - 3_600_000,
  assignee: { id: 'pe_ines', name: 'Ines' },
  ownerTeam: null,
  breaks: null,
})
const records = [
  { userIdentity: { type: 'AssumedRole' }, tags: [{ key: 'Env' }, { key: 'Team' }], bytes: 120, gone: null },
]

function fits(text: string): boolean {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return matchesQuery(parsed.query, row, { now: NOON, meId: 'pe_ines' }, records)
}

test.each([
  'identity : SVC-*',
  'identity : id_1',
  'assignee : me',
  'assignee : ines',
  'not owner : *',
  'severity >= high',
  'tier : (T3 or T4)',
  'tier : [2 to 3]',
  'confidence : 85',
  'received : 2024-07-10',
  'received >= now-24h',
  'received : [now-2h to now]',
  'A-48213',
  '"used FROM outside"',
  'role*outside',
  'title : role',
  'claimed : true',
  'raw.userIdentity.type : assumedrole',
  'raw.tags.key : team',
  'raw.bytes > 20',
  'raw.userIdentity : *',
  'not raw.gone : *',
])('%s fits', (text) => expect(fits(text)).toBe(true))

test.each([
  'identity : svc',
  'assignee : noor',
  'owner : *',
  'severity > high',
  'confidence > 85',
  'received >= now-30m',
  'received < 2024-07-10',
  'stops < 5',
  'raw.bytes : 12',
  'raw.toString : *',
])('%s does not fit', (text) => expect(fits(text)).toBe(false))
