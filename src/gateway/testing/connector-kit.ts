import { describe, expect, test } from 'vitest'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import type { Connector } from '../connectors/connector.ts'
import { createDesk } from '../connectors/desk.ts'
import {
  addressField,
  type ConnectorKind,
  OUT_OF_REACH,
  secretField,
  textField,
  WrongSetting,
} from '../connectors/kind.ts'
import { resealAll } from '../secrets/reseal.ts'
import { createVault } from '../secrets/vault.ts'
import { auditEntries } from './audit-check.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { problemOf } from './plan-world.ts'

const SECRET = 'the-token-of-the-containment-client'
const OLD_KEY = new Uint8Array(32).fill(1)
const NEW_KEY = new Uint8Array(32).fill(2)

/** What connectors promise that people configure while the gateway runs. */
export function describeConnectors(openWorld: OpenWorld): void {
  const opened: string[] = []
  const kind = aKind(opened)
  const draft = (values: Record<string, string> = {}) => ({
    kind: 'lamp',
    name: 'Hall lamp',
    values: { address: 'https://lamp.example', token: SECRET, ...values },
  })
  const open = (keys: readonly Uint8Array<ArrayBuffer>[] = [OLD_KEY]) =>
    openWorld({ kinds: [kind], vault: createVault(keys) })
  const add = async (world: World) => {
    const answer = await world.send('ivo', 'POST', '/api/connectors', draft())
    expect(answer.status).toBe(201)
    return (await answer.json()) as ConnectorView
  }

  describe('connectors', () => {
    test('an integrator connects a target: it answers, can be used at once, and its secret is told by its age only', async () => {
      const world = await open()
      const added = await add(world)
      expect(added).toMatchObject({ title: 'Hall lamp', isOn: true, settings: { address: 'https://lamp.example' } })
      expect(added).toMatchObject({ version: 1, health: { ok: true }, secrets: [{ name: 'token' }] })
      expect(world.gateway.connectors.get(added.id)?.title).toBe('Hall lamp')
      expect(opened.at(-1)).toBe(SECRET)
    })

    test('C16 the secret stands nowhere: no row, no answer, no entry, no log holds it', async () => {
      const world = await open()
      const added = await add(world)
      await world.send('ivo', 'PATCH', `/api/connectors/${added.id}`, { name: 'Stairs' }, { 'If-Match': '"1"' })
      const row = await world.store.read
        .selectFrom('connector')
        .selectAll()
        .where('tenant', '=', world.store.tenant)
        .executeTakeFirst()
      const told = [row, await world.get('ari', '/api/connectors'), await auditEntries(world), world.logged]
      expect(JSON.stringify(told)).not.toContain(SECRET)
      const replays = await world.store.read
        .selectFrom('idempotency')
        .select('body')
        .where('tenant', '=', world.store.tenant)
        .execute()
      expect(JSON.stringify(replays)).not.toContain(SECRET)
    })

    test('C8 nobody but an integrator changes connectors, and the refusal is in the log', async () => {
      const world = await open()
      for (const who of ['ines', 'noor', 'mira', 'ari'] as const) {
        await problemOf(await world.send(who, 'POST', '/api/connectors', draft()), 403)
      }
      const refusals = (await auditEntries(world)).filter((entry) => entry.code === 'access.refused')
      expect(refusals).toHaveLength(4)
    })

    test('a wrong value is refused with its field, and nothing is stored', async () => {
      const world = await open()
      for (const values of [{ address: 'ftp://lamp' }, { address: ' ' }, { token: '' }, { colour: 'red' }]) {
        const problem = await problemOf(await world.send('ivo', 'POST', '/api/connectors', draft(values)), 400)
        expect(JSON.stringify(problem)).toContain(`/values/${Object.keys(values)[0]}`)
      }
      expect(await world.get('ivo', '/api/connectors')).toMatchObject({ items: [{ id: 'idle' }] })
    })

    test('a change needs the version that was seen; a secret that is left out stays', async () => {
      const world = await open()
      const { id } = await add(world)
      const patch = (body: unknown, seen: string) =>
        world.send('ivo', 'PATCH', `/api/connectors/${id}`, body, { 'If-Match': seen })
      // The address as it is, with spaces that are not stored, is no move.
      const values = { address: ' https://lamp.example ', room: ' stairs ' }
      const kept = await patch({ values }, '"1"')
      expect(kept.status).toBe(200)
      expect(await kept.json()).toMatchObject({ settings: { address: 'https://lamp.example', room: 'stairs' } })
      expect(opened.at(-1)).toBe(SECRET)
      await problemOf(await patch({ name: 'Late' }, '"1"'), 412)
      const answer = (await (await patch({ values: { token: 'a-newer-one' } }, '"2"')).json()) as ConnectorView
      expect([answer.version, opened.at(-1)]).toEqual([3, 'a-newer-one'])
      const changes = (await auditEntries(world)).filter((entry) => entry.code === 'connector.changed')
      expect(changes.map((entry) => entry.detail['fields'])).toEqual([['address', 'room'], ['token']])
    })

    test('C16 a secret is sent only where it was given for: whoever moves the address writes it again', async () => {
      const world = await open()
      const { id } = await add(world)
      const patch = (values: Record<string, string>) =>
        world.send('ivo', 'PATCH', `/api/connectors/${id}`, { values }, { 'If-Match': '"1"' })
      const count = opened.length
      const problem = await problemOf(await patch({ address: 'https://thief.example' }), 400)
      expect(JSON.stringify(problem)).toContain('/values/token')
      expect(opened).toHaveLength(count)
      expect((await patch({ address: 'https://moved.example', token: 'written again' })).status).toBe(200)
      expect(opened.at(-1)).toBe('written again')
    })

    test('one that is switched off is gone for every gateway, and comes back with its secret', async () => {
      const world = await open()
      const { id } = await add(world)
      const elsewhere = new Map<string, Connector>()
      const { store, vault } = world.gateway
      const desk = createDesk({ store, vault, connectors: elsewhere, kinds: [kind], tools: OUT_OF_REACH })
      await desk.sync()
      expect([...elsewhere.keys()]).toEqual([id])
      const to = (isOn: boolean, seen: string) =>
        world.send('ivo', 'PATCH', `/api/connectors/${id}`, { isOn }, { 'If-Match': seen })
      expect(await (await to(false, '"1"')).json()).toMatchObject({ isOn: false, health: null })
      await desk.sync()
      expect([...elsewhere.keys()]).toEqual([])
      await to(true, '"2"')
      await desk.sync()
      expect([elsewhere.size, opened.at(-1)]).toEqual([1, SECRET])
    })

    test('a newer key seals everything anew, signatures of sources too, and the old key may go', async () => {
      const world = await open()
      await add(world)
      const signed = { name: 'GitHub', format: 'auto', signature: { scheme: 'github', secret: 'a secret of a source' } }
      expect((await world.send('ivo', 'POST', '/api/sources', signed)).status).toBe(201)
      expect(await resealAll({ ...world.gateway, vault: createVault([NEW_KEY, OLD_KEY]) })).toBe(2)
      const renewed = { ...world.gateway, vault: createVault([NEW_KEY]) }
      expect(await resealAll(renewed)).toBe(0)
      const elsewhere = new Map<string, Connector>()
      const { store, vault } = renewed
      await createDesk({ store, vault, connectors: elsewhere, kinds: [kind], tools: OUT_OF_REACH }).sync()
      expect([elsewhere.size, opened.at(-1)]).toEqual([1, SECRET])
    })

    test('a secret that an older version stored in the clear is sealed at the next start', async () => {
      const world = await open()
      const signed = { name: 'GitHub', format: 'auto', signature: { scheme: 'github', secret: 'a secret of a source' } }
      await world.send('ivo', 'POST', '/api/sources', signed)
      const clear = JSON.stringify(signed.signature)
      await world.store.read
        .updateTable('source')
        .set({ signature: clear })
        .where('tenant', '=', world.store.tenant)
        .where('name', '=', 'GitHub')
        .execute()
      expect(await resealAll(world.gateway)).toBe(1)
      const row = await world.store.read
        .selectFrom('source')
        .select('signature')
        .where('tenant', '=', world.store.tenant)
        .where('name', '=', 'GitHub')
        .executeTakeFirst()
      expect(row?.signature).not.toContain('a secret of a source')
      expect((await auditEntries(world)).at(-1)).toMatchObject({ code: 'secrets.resealed', detail: { count: 1 } })
    })

    test('without its key a connector stands there broken and says so, and a gateway without a key keeps no secret', async () => {
      const world = await open()
      const { id } = await add(world)
      const elsewhere = new Map<string, Connector>()
      const vault = createVault([NEW_KEY])
      await createDesk({ ...world.gateway, vault, connectors: elsewhere, kinds: [kind], tools: OUT_OF_REACH }).sync()
      const health = await elsewhere.get(id)?.health(AbortSignal.timeout(100))
      expect(health).toMatchObject({
        ok: false,
        detail: expect.stringMatching(/which this gateway was not given/) as string,
      })
      const keyless = await open([])
      const problem = await problemOf(await keyless.send('ivo', 'POST', '/api/connectors', draft()), 422)
      expect(problem.detail).toContain('SLUICEGATE_SECRET_KEY')
    })
  })
}

/** The smallest kind: it remembers the secrets with which it was opened. */
function aKind(opened: string[]): ConnectorKind {
  return {
    id: 'lamp',
    title: 'Lamp',
    purpose: 'Switches a lamp.',
    actions: ['suspend-tool'],
    fields: [
      addressField('address', 'Address', 'https'),
      textField('room', 'Room', 'e.g. hall', 'optional'),
      secretField('token', 'Token', 'secret'),
    ],
    leastPrivilege: ['Switch the lamp'],
    triedAgainst: 'A lamp.',
    isTried: true,
    create: ({ values }) => {
      if (!(values['address'] ?? '').startsWith('https://')) throw new WrongSetting('address', 'Only https is called.')
      opened.push(values['token'] ?? '')
      return {
        id: '',
        title: '',
        actions: ['suspend-tool'],
        leastPrivilege: [],
        triedAgainst: '',
        verifyWithinMs: 1_000,
        accountOf: () => Promise.resolve(null),
        plan: () => Promise.resolve({ ok: false, reason: 'It is a lamp.' }),
        execute: () => Promise.resolve({ kind: 'refused', reason: 'It is a lamp.' }),
        verify: () =>
          Promise.resolve({ containment: 'in-doubt', effect: 'unknown', detail: '', consumers: [], left: null }),
        health: () => Promise.resolve({ ok: true, detail: 'It shines.' }),
      }
    },
  }
}
