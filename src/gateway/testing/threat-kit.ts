import { describe, expect, test } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { aCredential } from '../../testing/builders.ts'
import type { SoftKey } from '../../testing/soft-key.ts'
import { SESSION_COOKIE } from '../http/access.ts'
import { renewSignIn } from '../store/estate.ts'
import { auditEntries } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { enrol, openSigned, signedVote } from './passkey-world.ts'
import { addAlert, MINUTE_MS, openScene, problemOf, sessionConsumer } from './plan-world.ts'

/** Rows of the threat list about who may act, as far as no other kit holds them. `threats.test.ts` says which test shows which row. */
export function describeThreats(openWorld: OpenWorld): void {
  describe('threats', () => {
    test('C1 whoever asked does not approve by a session of theirs, nor by the token of a source that they made', async () => {
      const scene = await openScene(openWorld)
      const { world } = scene
      await setRoles(world, 'ines', ['analyst', 'approver', 'integrator'])
      const plan = await scene.propose()
      const made = await world.send('ines', 'POST', '/api/sources', { name: 'Mine', format: 'auto' })
      const { token } = (await made.json()) as { token: string }
      expect(token).toMatch(/^sgi_/)
      const ballot = JSON.stringify({ choice: 'approve', digest: plan.digest, reason: 'By a machine' })
      const vote = (headers: Record<string, string>) =>
        world.request(null, `/api/plans/${plan.summary.id}/votes`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: ballot,
        })
      await problemOf(await vote({ Authorization: `Bearer ${token}` }), 401)
      const sessions = [await signIn(world, 'ines'), await signIn(world, 'ines')]
      for (const cookie of sessions) await problemOf(await vote({ Cookie: cookie }), 403)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
    })

    test.each<[string, (scene: Awaited<ReturnType<typeof openScene>>) => Promise<unknown>, string]>([
      [
        'a credential that was issued anew',
        (scene) => scene.changeIdentity({ credentials: [aCredential({ id: 'key-2', expiresAt: null })] }),
        'Identity',
      ],
      ['another owner', (scene) => scene.changeIdentity({ businessOwner: 'Whoever took it over' }), 'Identity'],
      ['a new target system', (scene) => scene.changeIdentity({ environment: 'staging' }), 'Identity'],
      [
        'a consumer that appeared',
        ({ world, identity }) => {
          const edge = sessionConsumer(identity.id, 'newcomer', { recovery: 'manual', criticality: 5 })
          const { tenant } = world.store
          return world.store.read
            .insertInto('dependency')
            .values({ tenant, id: edge.id, identity_id: identity.id, body: JSON.stringify(edge) })
            .execute()
        },
        'What breaks',
      ],
    ])('C3 %s voids what was approved before, says so, and nothing is sent', async (_what, change, found) => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      expect((await scene.vote('noor', plan)).status).toBe(200)
      await change(scene)
      const ended = await scene.run(plan.summary.id)
      expect(ended.state).toBe('void')
      expect(ended.stateReason).toContain(`${found}: Was `)
      expect(await scene.effects()).toBe(0)
    })

    test('C3 C13 a connector that goes elsewhere after the approval gets nothing: the plan is void and says why', async () => {
      const scene = await openScene(openWorld)
      const twin = scene.connectors.get('twin')
      if (twin === undefined) throw new Error('no twin')
      const configured = (settings: string) => scene.connectors.set('twin', { ...twin, settings })
      configured('https://ledger.example.com')
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      configured('https://elsewhere.example.com')
      const ended = await scene.run(plan.summary.id)
      expect(ended.state).toBe('void')
      expect(ended.stateReason).toContain('were changed: it may send to another place')
      expect(await scene.effects()).toBe(0)
      // A plan of the settings of today runs.
      const next = await scene.propose()
      await scene.vote('noor', next)
      expect((await scene.run(next.summary.id)).state).toBe('done')
      // Whoever is still to approve one is told at the vote.
      const last = await scene.propose()
      configured('https://ledger.example.com')
      expect(await problemOf(await scene.vote('noor', last), 409)).toMatchObject({ rule: 'vote.void' })
      expect(await scene.effects()).toBe(1)
    })

    test('C4 approvals of two plans are never added up: each of them misses one', async () => {
      const { world, alertId: first } = await openScene(openWorld, { id: '1', identity: { criticality: 5 } })
      const { alertId } = await addAlert(world, { id: '2', identity: { criticality: 5 } })
      const plans: PlanView[] = []
      for (const alert of [first, alertId]) {
        const wish = { alertId: alert, action: 'revoke-session', reason: 'Used from elsewhere', exceedsCap: false }
        plans.push((await (await world.send('ines', 'POST', '/api/plans', wish)).json()) as PlanView)
      }
      for (const [i, who] of (['noor', 'tomo'] as const).entries()) {
        const plan = plans[i]
        if (plan === undefined) throw new Error('there is no plan')
        const ballot = { choice: 'approve', digest: plan.digest, reason: 'Looked at it' }
        const path = `/api/plans/${plan.summary.id}/votes`
        expect((await world.send(who, 'POST', path, ballot)).status).toBe(200)
        // What was approved of the one is no word about the other.
        const other = plans[1 - i]
        await problemOf(await world.send(who, 'POST', `/api/plans/${other?.summary.id}/votes`, ballot), 409)
      }
      for (const plan of plans) {
        const view = await world.get<PlanView>('ines', `/api/plans/${plan.summary.id}`)
        expect(view).toMatchObject({ state: 'pending', summary: { approvals: 1 } })
      }
    })

    test('C5 what a key signed for one plan counts for no other one, and is used up by the attempt', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { world } = scene
      const { key } = await enrol(world, 'noor')
      const { alertId } = await addAlert(world, { id: '2' })
      const wish = { alertId, action: 'revoke-session', reason: 'Used from elsewhere', exceedsCap: false }
      const other = (await (await world.send('ines', 'POST', '/api/plans', wish)).json()) as PlanView
      const view = await scene.view(plan.summary.id, 'noor')
      const ballot = { choice: 'approve', digest: view.digest, reason: 'Looked at it' }
      const asked = await world.send('noor', 'POST', `/api/plans/${plan.summary.id}/signature`, {
        ...ballot,
        shown: view.shownDigest,
      })
      const { request } = (await asked.json()) as { request: { challenge: string } }
      const assertion = await key.sign(request)
      const elsewhere = { ...ballot, digest: other.digest, assertion }
      const moved = await world.send('noor', 'POST', `/api/plans/${other.summary.id}/votes`, elsewhere)
      expect((await problemOf(moved, 403)).detail).toContain('signed another decision')
      const back = await world.send('noor', 'POST', `/api/plans/${plan.summary.id}/votes`, { ...ballot, assertion })
      expect((await problemOf(back, 403)).detail).toContain('each one counts once')
      for (const { summary } of [plan, other]) expect((await scene.view(summary.id)).votes).toEqual([])
    })

    test('C5 a plan that has expired or was rejected takes no signed approval any more', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const sign = await prepare(scene, plan, key)
      expect((await scene.vote('tomo', plan, 'reject')).status).toBe(200)
      await problemOf(await sign(), 409)
      const again = await scene.propose()
      const late = await prepare(scene, again, key)
      scene.world.clock.now += 1
      await scene.world.store.read
        .updateTable('plan')
        .set({ expires_at: scene.world.clock.now })
        .where('tenant', '=', scene.world.store.tenant)
        .where('id', '=', again.summary.id)
        .execute()
      await problemOf(await late(), 409)
      expect(await scene.effects()).toBe(0)
    })

    test('C5 a page inside a page of another site signs nothing', async () => {
      const { scene, plan } = await openSigned(openWorld)
      const { key } = await enrol(scene.world, 'noor')
      const framed = await signedVote(scene, 'noor', plan.summary.id, key, { wrong: { isCrossOrigin: true } })
      await problemOf(framed.answer, 403)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
    })

    test('C8 without a session no route answers but those of the door, and the auditor changes nothing', async () => {
      const world = await openWorld()
      const { paths } = await world.get<{ paths: Record<string, Record<string, object>> }>('ari', '/api/openapi.json')
      const routes = Object.entries(paths).flatMap(([path, ways]) =>
        Object.keys(ways).map((way) => [way, path] as const),
      )
      expect(routes.length).toBeGreaterThan(100)
      const open: string[] = []
      const changed: string[] = []
      for (const [way, path] of routes) {
        const method = way.toUpperCase()
        const address = `/api${path.replaceAll(/\{[^}]+\}/g, 'none')}`
        const body = method === 'GET' ? {} : { body: '{}', headers: { 'Content-Type': 'application/json' } }
        const nobody = await world.request(null, address, { method, ...body })
        if (nobody.status !== 401) open.push(`${way} ${path} ${nobody.status}`)
        if (method === 'GET') continue
        const auditor = await world.request('ari', address, { method, ...body })
        if (auditor.status < 400 || auditor.status >= 500) changed.push(`${way} ${path} ${auditor.status}`)
      }
      expect(open).toEqual(DOOR)
      expect(changed).toEqual(AUDITOR_MAY)
    })

    test('C11 no GET of the whole API changes anything, whoever asks, and none takes a key', async () => {
      const scene = await openScene(openWorld, { identity: { criticality: 5 } })
      const { world } = scene
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      const { paths } = await world.get<{ paths: Record<string, Record<string, { parameters?: { name: string }[] }>> }>(
        'ari',
        '/api/openapi.json',
      )
      const gets = Object.entries(paths).flatMap(([path, { get }]) => (get === undefined ? [] : [{ path, get }]))
      expect(
        gets.filter(({ get }) => get.parameters?.some(({ name }) => /^(idempotency-key|if-match)$/i.test(name))),
      ).toEqual([])
      const ids: Readonly<Record<string, string>> = {
        plans: plan.summary.id,
        alerts: scene.alertId,
        identities: plan.body.identity.id,
      }
      const before = await decided(world)
      let answered = 0
      for (const { path } of gets) {
        const id = ids[path.split('/')[1] ?? ''] ?? 'none'
        for (const who of ['noor', 'tomo', 'mira', 'edda'] as const) {
          const query = '?choice=approve&_method=POST'
          const answer = await world.request(who, `/api${path.replaceAll(/\{[^}]+\}/g, id)}${query}`)
          if (answer.ok) answered += 1
          await answer.body?.cancel()
        }
      }
      expect(answered).toBeGreaterThan(100)
      expect(await decided(world)).toBe(before)
    })

    test('A2 A3 A4 A9 C8 what is no plain decision is refused before anybody acts on it, and the record says who sent it', async () => {
      const scene = await openScene(openWorld)
      const { world } = scene
      const plan = await scene.propose()
      const votes = `/api/plans/${plan.summary.id}/votes`
      const ballot = { choice: 'approve', digest: plan.digest, reason: 'Looked at it' }
      const json = JSON.stringify(ballot)
      const sent = (body: BodyInit, type = 'application/json', path = votes) =>
        world.request('noor', path, { method: 'POST', headers: { 'Content-Type': type }, body })
      const attempts: readonly (readonly [string, number, () => Promise<Response>])[] = [
        ['a type that needs no preflight', 415, () => sent(json, 'text/plain')],
        ['a form', 415, () => sent(`choice=approve&digest=${plan.digest}`, 'application/x-www-form-urlencoded')],
        ['a key that stands twice', 400, () => sent(json.replace('{', '{"choice":"reject",'))],
        ['a NUL in the reason', 400, () => sent(JSON.stringify({ ...ballot, reason: 'a\u0000b' }))],
        ['a NUL in the address', 400, () => sent(json, 'application/json', '/api/plans/pl%00x/votes')],
        ['half of a surrogate pair', 400, () => sent(json.replace('Looked', '\\ud800'))],
        ['bytes that are no UTF-8', 400, () => sent(new Uint8Array([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x7d]))],
        ['nesting without end', 400, () => sent(json.replace('"Looked at it"', '['.repeat(9_000) + ']'.repeat(9_000)))],
        ['a field that no vote has', 400, () => sent(JSON.stringify({ ...ballot, person: world.people.tomo.id }))],
        ['another site', 403, () => world.send('noor', 'POST', votes, ballot, { Origin: 'https://evil.example' })],
        ['a plan that is not there', 404, () => world.send('noor', 'POST', '/api/plans/pl_none/votes', ballot)],
        ['GET', 404, () => world.request('noor', `${votes}?choice=approve&digest=${plan.digest}`)],
        ['PATCH with other steps', 404, () => world.send('ines', 'PATCH', `/api/plans/${plan.summary.id}`, {})],
      ]
      for (const [what, status, attempt] of attempts) {
        const before = (await auditEntries(world)).length
        await problemOf(await attempt(), status)
        const fresh = (await auditEntries(world)).slice(before)
        expect([what, ...fresh.map(({ code }) => code)]).toEqual([what, 'access.refused'])
        expect(fresh[0]?.detail['rule'], what).toMatch(/^request\./)
      }
      // A reason that a person gives for a proposal is read as strictly.
      const reason = 'ab\ud800c'
      const asked = { alertId: scene.alertId, action: 'watch-identity', reason }
      await problemOf(await world.send('ines', 'POST', '/api/plans', asked), 400)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'pending', votes: [] })
      expect(world.logged).toEqual([])
    })

    test('C5 C6 a vote that comes too late names what it met, and stands in the record under who sent it', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      const rules = async () =>
        (await scene.entries()).flatMap(({ code, actor, detail }) =>
          code === 'vote.refused' ? [[actor.name, detail['rule']]] : [],
        )
      scene.world.clock.now = plan.body.expiresAt
      expect(await problemOf(await scene.vote('noor', plan), 409)).toMatchObject({ rule: 'vote.expired' })
      expect(await problemOf(await scene.vote('tomo', plan), 409)).toMatchObject({ rule: 'vote.late' })
      const next = await scene.propose()
      await scene.changeIdentity({ environment: 'staging' })
      expect(await problemOf(await scene.vote('tomo', next), 409)).toMatchObject({ rule: 'vote.void' })
      expect(await rules()).toEqual([
        ['Noor', 'vote.expired'],
        ['Tomo', 'vote.late'],
        ['Tomo', 'vote.void'],
      ])
    })

    test('C10 a cookie that somebody chose beforehand opens nothing, signing in gives another one, and a token in an address none', async () => {
      const world = await openWorld()
      const chosen = `${SESSION_COOKIE}=sgs_${'1'.repeat(64)}`
      const token = await renewSignIn(world.gateway, world.people.ines.id)
      const answer = await world.request(null, '/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: chosen },
        body: JSON.stringify({ token }),
      })
      const given = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      expect(given).not.toBe(chosen)
      const asks = (cookie: string) => world.request(null, '/api/alerts', { headers: { Cookie: cookie } })
      expect([(await asks(chosen)).status, (await asks(given)).status]).toEqual([401, 200])
      const value = given.split('=')[1] ?? ''
      for (const path of [`/api/alerts?token=${value}`, `/api/alerts?${given}`, `/api/alerts?session=${value}`]) {
        expect([400, 401]).toContain((await world.request(null, path)).status)
      }
    })

    test('C10 the cookie from before the last sign-in in the same browser opens nothing any more', async () => {
      const world = await openWorld()
      const first = await signIn(world, 'ines')
      const second = await signIn(world, 'noor', first)
      const who = async (cookie: string) =>
        (await world.request(null, '/api/alerts', { headers: { Cookie: cookie } })).status
      expect([await who(first), await who(second)]).toEqual([401, 200])
    })

    test('C15 what expires and who came first is the database’s to say: order in the log is by number, also where its clock steps back', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      scene.world.clock.now -= 10 * MINUTE_MS
      expect((await scene.vote('noor', plan)).status).toBe(200)
      const entries = await scene.entries()
      expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, i) => i))
      expect((await scene.codes(plan.summary.id)).slice(-2)).toEqual(['vote.cast', 'plan.approved'])
      expect((await scene.view(plan.summary.id)).state).toBe('approved')
    })
  })
}

/** Everything that stands for a decision or an effect, byte for byte. */
async function decided(world: World): Promise<string> {
  const tables = [
    'plan',
    'vote',
    'step',
    'alert',
    'identity',
    'change',
    'person',
    'twin_account',
    'twin_effect',
  ] as const
  const rows = await Promise.all(tables.map((table) => rowsOf(world, table)))
  const own = (await auditEntries(world)).filter(({ code }) => code !== 'access.refused')
  return JSON.stringify([rows, own], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

/** What answers nobody: who is signed in, signing in and out, and what is public text. Deliveries answer 401 without their token. */
const DOOR: readonly string[] = [
  'get /session 200',
  'post /session 400',
  'delete /session 204',
  'get /schemas/trigger.json 200',
]

/** What is theirs to change: their own session, and that they look at an alert. */
const AUDITOR_MAY: readonly string[] = ['delete /session 204', 'delete /alerts/{id}/presence 204']

/** Asks for the statement and signs it; answers the sending of it, which comes later. */
async function prepare(
  scene: Awaited<ReturnType<typeof openScene>>,
  plan: PlanView,
  key: SoftKey,
): Promise<() => Promise<Response>> {
  const { world } = scene
  const view = await scene.view(plan.summary.id, 'noor')
  const ballot = { choice: 'approve', digest: view.digest, reason: 'Looked at it' }
  const path = `/api/plans/${plan.summary.id}`
  const asked = await world.send('noor', 'POST', `${path}/signature`, { ...ballot, shown: view.shownDigest })
  const { request } = (await asked.json()) as { request: { challenge: string } }
  const assertion = await key.sign(request)
  return () => world.send('noor', 'POST', `${path}/votes`, { ...ballot, assertion })
}

async function setRoles(world: World, who: PersonName, roles: readonly string[]): Promise<void> {
  await world.store.read
    .updateTable('person')
    .set({ roles: JSON.stringify(roles) })
    .where('tenant', '=', world.store.tenant)
    .where('id', '=', world.people[who].id)
    .execute()
}

/** Signs in by a link of one's own and answers the cookie. */
async function signIn(world: World, who: PersonName, cookie?: string): Promise<string> {
  const token = await renewSignIn(world.gateway, world.people[who].id)
  const answer = await world.request(null, '/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie === undefined ? {} : { Cookie: cookie }) },
    body: JSON.stringify({ token }),
  })
  expect(answer.status).toBe(200)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
