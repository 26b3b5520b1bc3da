import { afterAll, expect, test } from 'vitest'
import type { ActionId } from '../../../domain/action/action.ts'
import { openMemory } from '../../store/open-pglite.ts'
import { createStore } from '../../store/store.ts'
import { describeConnector } from '../conformance.ts'
import type { Connector } from '../connector.ts'
import type { TwinAccount, TwinConsumer } from './twin-account.ts'
import { createTwin } from './twin-connector.ts'
import { applyRequest, readBack } from './twin-effects.ts'
import { planRequest, TwinRequest } from './twin-request.ts'
import { consumerStates, liveSessions } from './twin-state.ts'

const opened = await openMemory()
afterAll(() => opened.close())

const NOON = Date.UTC(2026, 2, 2, 12)
let tenants = 0

describeConnector(
  'twin',
  async () => {
    tenants += 1
    const store = await createStore(opened, `twin-${tenants}`)
    const insert = async (account: TwinAccount) => {
      await store.read
        .insertInto('twin_account')
        .values({ tenant: store.tenant, id: account.id, body: JSON.stringify(account), version: 1 })
        .execute()
    }
    await insert(anAccount())
    const connector: Connector = createTwin({ store, now: () => Promise.resolve(NOON) })
    const wishOn = (account: string) => ({ action: 'revoke-session' as const, target: aTarget(account), undoes: null })
    return {
      connector,
      wish: wishOn('svc'),
      wishOn: async (account) => {
        await insert(anAccount({ id: account }))
        return wishOn(account)
      },
      effects: async () => {
        const rows = await store.read
          .selectFrom('twin_effect')
          .select('result')
          .where('tenant', '=', store.tenant)
          .execute()
        return rows.filter((row) => row.result.includes('accepted')).length
      },
      trouble: () => undefined,
      meddle: async () => {
        const meddled = anAccount({ holds: [{ kind: 'sessions-before', on: null, setBy: 'the owner', at: NOON }] })
        await store.read
          .updateTable('twin_account')
          .set({ body: JSON.stringify(meddled) })
          .where('tenant', '=', store.tenant)
          .where('id', '=', 'svc')
          .execute()
      },
      close: () => Promise.resolve(),
    }
  },
  {
    lacks: {
      'answer-lost': 'It answers by returning; lost answers are put between it and the runner in the gateway kit.',
      'wrong-credential': 'It has none.',
      down: 'It is the database of the gateway: down together.',
      'too-many': 'It does not throttle.',
      redirect: 'No HTTP.',
      'huge-answer': 'No HTTP.',
      'not-json': 'No HTTP.',
      slow: 'Its transactions are short.',
    },
  },
)

test('revoking sessions ends those issued before, and the thief’s with them', () => {
  const account = anAccount()
  expect(liveSessions(account, NOON)).toHaveLength(2)
  expect(liveSessions(carryOut(account, 'revoke-session', NOON), NOON)).toEqual([])
})

test('a consumer that signs in by itself recovers after its time; one that does not stays broken', () => {
  const account = anAccount({
    consumers: [aConsumer('agent', { recovery: 'self', recoverySeconds: 30 }), aConsumer('month-end')],
  })
  const after = carryOut(account, 'revoke-session', NOON)
  expect(states(after, NOON + 29_999)).toEqual(['recovering', 'broken'])
  expect(states(after, NOON + 30_000)).toEqual(['working', 'broken'])
})

test('what stands on a broken consumer is broken with it, and a circle of services ends', () => {
  const account = anAccount({
    consumers: [
      aConsumer('agent'),
      aConsumer('report', { via: 'service', viaId: 'agent' }),
      aConsumer('ring-a', { via: 'service', viaId: 'ring-b' }),
      aConsumer('ring-b', { via: 'service', viaId: 'ring-a' }),
    ],
  })
  expect(states(carryOut(account, 'revoke-session', NOON), NOON)).toEqual(['broken', 'broken', 'working', 'working'])
})

test('an enabled identity is open again, yet sessions it lost stay lost', () => {
  const account = anAccount({
    consumers: [aConsumer('agent', { recovery: 'self', recoverySeconds: 10 }), aConsumer('batch')],
  })
  const disabled = carryOut(account, 'disable-identity', NOON)
  expect(states(disabled, NOON + 60_000)).toEqual(['broken', 'broken'])
  const request: TwinRequest = { operation: 'enable-identity', account: 'svc', set: [], lift: disabled.holds }
  const enabled = applyRequest(disabled, request, 'undo', NOON + 60_000).account
  expect(liveSessions(enabled, NOON + 60_000)).toEqual([])
  expect(states(enabled, NOON + 70_000)).toEqual(['working', 'broken'])
})

test('a rotated secret lets its sessions live, so only new ones are shut out', () => {
  const account = anAccount({ sessions: [aSession('open', 'key-1')] })
  const request = requestFor(account, 'rotate-secret')
  const rotated = applyRequest(account, request, 'k', NOON).account
  expect(readBack(rotated, request, 'k', NOON)).toMatchObject({ effect: 'present', containment: 'new-sessions-only' })
})

test('a session that nobody declared and that came after the cutoff means it is not contained', () => {
  const account = anAccount()
  const request = requestFor(account, 'revoke-session')
  const revoked = applyRequest(account, request, 'k', NOON).account
  const entered = {
    ...revoked,
    sessions: [...revoked.sessions, { ...aSession('thief', null), issuedAt: NOON + 5_000 }],
  }
  expect(readBack(entered, request, 'k', NOON + 6_000)).toMatchObject({
    effect: 'absent',
    containment: 'not-contained',
  })
})

test('every action of the catalogue changes what it names, and its effect can be read back', () => {
  const actions = [
    'watch-identity',
    'revoke-session',
    'revoke-tokens',
    'deactivate-key',
    'rotate-secret',
    'revoke-grants',
    'resolve-secret-alert',
    'suspend-tool',
    'pause-pipeline',
    'quarantine-workload',
    'disable-identity',
  ] as const satisfies readonly ActionId[]
  const seen = actions.map((action) => {
    const account = anAccount({ sessions: [] })
    const request = requestFor(account, action)
    const after = applyRequest(account, request, 'k', NOON).account
    return [
      action,
      readBack(account, request, 'k', NOON).effect,
      readBack(after, request, 'k', NOON).effect,
      readBack(after, request, 'k', NOON).containment,
      readBack(after, request, 'somebody-else', NOON).containment,
    ]
  })
  expect(seen).toEqual(
    actions.map((action) =>
      action === 'watch-identity' || action === 'resolve-secret-alert'
        ? [action, 'absent', 'present', 'not-contained', 'not-contained']
        : [action, 'absent', 'present', 'contained', 'already-contained'],
    ),
  )
})

test('a credential, workload, pipeline or grant that is not there is refused in the dry run', () => {
  const bare = anAccount({ credentials: [], tools: [], hasGrants: false, hasPipeline: false, hasWorkload: false })
  const actions = ['deactivate-key', 'pause-pipeline', 'quarantine-workload', 'revoke-grants'] as const
  const answers = actions.map((action) => planRequest({ action, target: aTarget('svc'), undoes: null }, bare, NOON))
  expect(answers.map((answer) => answer.ok)).toEqual(actions.map(() => false))
})

function carryOut(account: TwinAccount, action: ActionId, at: number): TwinAccount {
  return applyRequest(account, requestFor(account, action), 'k', at).account
}

function requestFor(account: TwinAccount, action: ActionId): TwinRequest {
  const answer = planRequest({ action, target: aTarget(account.id), undoes: null }, account, NOON)
  if (!answer.ok) throw new Error(answer.reason)
  return TwinRequest.parse(answer.request)
}

function states(account: TwinAccount, at: number): readonly string[] {
  return consumerStates(account, at).map((consumer) => consumer.state)
}

function aTarget(account: string) {
  return { identityId: 'id_1', account, sessionIds: [], credentialIds: ['key-1'], tools: ['search'] }
}

function aSession(id: string, credentialId: string | null): TwinAccount['sessions'][number] {
  return { id, credentialId, holder: null, issuedAt: NOON - 60_000, expiresAt: null, isSelfContained: false }
}

function aConsumer(id: string, changes: Partial<TwinConsumer> = {}): TwinConsumer {
  return {
    id,
    name: id,
    via: 'session',
    viaId: null,
    recovery: 'manual',
    recoverySeconds: 0,
    downSince: null,
    ...changes,
  }
}

function anAccount(changes: Partial<TwinAccount> = {}): TwinAccount {
  return {
    id: 'svc',
    sessions: [aSession('stolen', null), aSession('own', null)],
    credentials: [{ id: 'key-1', kind: 'access-key' }],
    tools: ['search'],
    hasPipeline: true,
    hasWorkload: true,
    hasGrants: true,
    consumers: [],
    holds: [],
    ...changes,
  }
}
