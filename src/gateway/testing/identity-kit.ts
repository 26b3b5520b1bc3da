import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import type { AlertDetail, AlertRow } from '../../domain/views/alert-views.ts'
import type { IdentityDetail, IdentityRow, ImportReport } from '../../domain/views/other-views.ts'
import { auditEntries } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { guardDutyFinding, ROLE, stolenRoleEvent } from './records.ts'

type ImportFormat = 'json' | 'ndjson' | 'csv'
const TYPES = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv' }

async function importAs(world: World, format: ImportFormat, body: string, what = 'identities'): Promise<Response> {
  return world.request('ivo', `/api/identities/import?format=${format}&what=${what}`, {
    method: 'POST',
    headers: { 'Content-Type': TYPES[format] },
    body,
  })
}

async function imported(world: World, items: readonly unknown[]): Promise<ImportReport> {
  const answer = await importAs(world, 'json', JSON.stringify(items))
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as ImportReport
}

async function exported(world: World, format: ImportFormat, what = 'identities'): Promise<string> {
  const answer = await world.request('ines', `/api/identities/export?format=${format}&what=${what}`)
  expect(answer.status).toBe(200)
  return answer.text()
}

const role = (more: Record<string, unknown> = {}) => ({
  name: 'report-runner-role',
  kind: 'cloud-role',
  names: [{ kind: 'arn', value: ROLE }],
  environment: 'prod',
  technicalOwner: 'Reporting',
  criticality: 3,
  privilege: 'write',
  tenancy: 'dedicated',
  ...more,
})

const edge = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  via: 'session',
  viaId: null,
  consumer: {
    id: `consumer-${id}`,
    name: `Job ${id}`,
    kind: 'job',
    team: 'Finance',
    criticality: 3,
    recovery: 'self',
    recoverySeconds: 60,
    standsFor: 1,
    consequence: null,
    ...more,
  },
})

/** What alerts are about: found by their exact names, described by imports, never guessed. */
export function describeIdentities(openWorld: OpenWorld): void {
  describe('identities', () => {
    test('an import claims what only alerts knew: the id stays, and its open alerts are decided again', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(stolenRoleEvent('e-1'))
      const [unclaimed] = await rowsOf(world, 'identity')
      const [before] = await rowsOf(world, 'alert')
      expect(unclaimed).toMatchObject({ claimed: false, open_alerts: 1, technical_owner: null })
      expect(await imported(world, [role({ dependencies: [edge('dp-1')] })])).toMatchObject({ created: 0, updated: 1 })
      const detail = await world.get<IdentityDetail>('ines', `/api/identities/${unclaimed?.id}`)
      expect(detail.identity).toMatchObject({
        id: unclaimed?.id,
        claimed: true,
        version: 2,
        technicalOwner: 'Reporting',
      })
      expect(detail.identity.provenance['technicalOwner']).toMatchObject({ source: 'import by Ivo' })
      expect(detail.identity.names.map((name) => name.value)).toContain('AROAEXAMPLEREPORT0001')
      const [after] = await rowsOf(world, 'alert')
      expect(after).toMatchObject({
        id: before?.id,
        owner_team: 'Reporting',
        is_claimed: true,
        identity_name: 'report-runner-role',
      })
      expect(await source.deliver(stolenRoleEvent('e-2'))).toMatchObject({ alertsUpdated: 1, identitiesUnclaimed: 0 })
    })

    test('two unclaimed identities that turn out to be one become one, with all their alerts', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([guardDutyFinding('f-1', { user: 'a' }), guardDutyFinding('f-2', { user: 'b' })])
      const names = [
        { kind: 'principal-id', value: 'AIDA-a' },
        { kind: 'principal-id', value: 'AIDA-b' },
      ]
      expect(await imported(world, [role({ names })])).toMatchObject({ updated: 1 })
      const identities = await rowsOf(world, 'identity')
      expect(identities).toMatchObject([{ claimed: true, open_alerts: 2 }])
      expect((await rowsOf(world, 'alert')).map((alert) => alert.identity_id)).toEqual([
        identities[0]?.id,
        identities[0]?.id,
      ])
    })

    test('a name that belongs to two described identities makes the match ambiguous, and the decision says so', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await imported(world, [
        role({ names: [{ kind: 'arn', value: ROLE }] }),
        role({ name: 'other', names: [{ kind: 'principal-id', value: 'AROAEXAMPLEREPORT0001' }] }),
      ])
      await source.deliver(stolenRoleEvent('e-1'))
      const [row] = await rowsOf(world, 'alert')
      const detail = await world.get<AlertDetail>('ines', `/api/alerts/${row?.id}`)
      expect(detail.row).toMatchObject({
        identityName: 'other',
        caps: expect.arrayContaining(['ambiguous-telemetry']) as string[],
      })
      expect(row?.ambiguity).toMatch(/leads to other, but .* to report-runner-role/)
    })

    test('look-alikes stay different identities and are only warned about', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const named = (name: string, id: string) => role({ name, names: [{ kind: 'user-name', value: name }], id })
      await imported(world, [
        named('svc-billing', 'id_real'),
        named('svc-bi11ing', 'id_digits'),
        named('svc-b\u0456lling', 'id_cyrillic'),
      ])
      await source.deliver(guardDutyFinding('f-1', { user: 'svc-b\u0456lling' }))
      expect(await rowsOf(world, 'alert')).toMatchObject([{ identity_id: 'id_cyrillic' }])
      const detail = await world.get<IdentityDetail>('ines', '/api/identities/id_real')
      expect(detail.lookAlikes.map((other) => other.id)).toEqual(['id_cyrillic', 'id_digits'])
    })

    test('a loose name is no match where a stricter one differs', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await imported(world, [
        role({
          names: [
            { kind: 'arn', value: 'arn:aws:iam::999900001111:user/svc-billing' },
            { kind: 'user-name', value: 'svc-billing' },
            { kind: 'principal-id', value: 'AIDASOMEBODYELSE' },
          ],
        }),
      ])
      expect(await source.deliver(guardDutyFinding('f-1'))).toMatchObject({ identitiesUnclaimed: 1 })
    })

    test('a bad line is refused with its number, and the others land', async () => {
      const world = await openWorld()
      const lines = [
        JSON.stringify(role()),
        '{"name": "cut',
        JSON.stringify(role({ name: 'x', names: [], kind: 'cloud-role' })),
        JSON.stringify(role({ name: 'y', names: [{ kind: 'arn', value: 'y' }], criticality: 9 })),
        JSON.stringify(role({ name: 'z', names: [{ kind: 'arn', value: 'z' }], isAdmin: true })),
        JSON.stringify(
          role({ name: 'w', names: [{ kind: 'arn', value: 'w' }], dependencies: [edge('dp-1'), edge('dp-1')] }),
        ),
        JSON.stringify(role({ name: 'ok', names: [{ kind: 'arn', value: 'ok' }] })),
      ]
      const report = (await (await importAs(world, 'ndjson', lines.join('\n'))).json()) as ImportReport
      expect(report).toMatchObject({ created: 2, updated: 0 })
      expect(report.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6])
      expect(report.refused[2]?.reason).toMatch(/criticality/)
      expect(report.refused[3]?.reason).toMatch(/isAdmin/)
      expect((await importAs(world, 'json', '[')).status).toBe(400)
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'identity.imported',
        detail: { created: 2, refused: 5 },
      })
    })

    test('what was exported comes back unchanged, in each of the three files', async () => {
      const world = await openWorld()
      await imported(world, [
        role({
          description: '=HYPERLINK("x")',
          grants: ['s3:*', 'a\nb', 'c\\d'],
          dependencies: [edge('dp-1'), edge('dp-2')],
        }),
        role({
          name: '@sum, "quoted"\r\nline',
          names: [{ kind: 'other', value: 'a=b\n-c' }],
          lastUsedAt: 1_772_000_000_123,
        }),
      ])
      for (const format of ['json', 'ndjson', 'csv'] as const) {
        const file = await exported(world, format)
        const report = (await (await importAs(world, format, file)).json()) as ImportReport
        expect(report, format).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: [] })
        const elsewhere = await openWorld()
        await importAs(elsewhere, format, file)
        expect((await exported(elsewhere, 'csv')).split('\r\n'), format).toEqual(
          (await exported(world, 'csv')).split('\r\n'),
        )
      }
      const edges = await exported(world, 'csv', 'dependencies')
      expect(await (await importAs(world, 'csv', edges, 'dependencies')).json()).toMatchObject({
        unchanged: 2,
        refused: [],
      })
    })

    test('no cell of an exported file begins like a formula, and any text survives the round trip', {
      timeout: 120_000,
    }, async () => {
      const world = await openWorld()
      const hostile = fc.oneof(
        fc.string({ minLength: 1, maxLength: 12 }),
        fc
          .tuple(
            fc.constantFrom('=', '+', '-', '@', '\t', '\r', '|', "'", '"', ';', ',', '\n'),
            fc.string({ maxLength: 8 }),
          )
          .map(([a, b]) => a + b),
      )
      const texts = fc.sample(hostile, 150).map((text) => text.toWellFormed().replaceAll('\0', '.'))
      const items = texts.map((text, index) =>
        role({ name: text, names: [{ kind: 'token-id', value: `n-${index}` }], description: text }),
      )
      expect((await imported(world, items)).refused).toEqual([])
      const file = await exported(world, 'csv')
      const cells = Papa.parse<string[]>(file).data.flat()
      expect(cells.filter((cell) => /^[=+\-@\t\r|]/.test(cell))).toEqual([])
      const report = (await (await importAs(world, 'csv', file)).json()) as ImportReport
      expect(report).toMatchObject({ unchanged: items.length, refused: [] })
    })

    test('an unknown or missing column is named, and a row of another length is refused alone', async () => {
      const world = await openWorld()
      expect(
        (await (await importAs(world, 'csv', 'name,kind,names,colour\na,bot,x=y,red')).json()) as { detail: string },
      ).toMatchObject({
        status: 400,
        detail: expect.stringContaining('colour') as string,
      })
      expect((await importAs(world, 'csv', 'name,kind\na,bot')).status).toBe(400)
      const report = await importAs(world, 'csv', 'name,kind,names\na,bot,token-id=1\nb,bot\nc,robot,token-id=3\n')
      expect(await report.json()).toMatchObject({ created: 1, refused: [{ line: 3 }, { line: 4 }] })
      const guide = await world.get<{ identities: { name: string }[] }>('ines', '/api/identities/columns')
      expect(guide.identities.map((column) => column.name)).toContain('criticality')
    })

    test('imports are bounded, typed and allowed only to some', async () => {
      const world = await openWorld()
      const file = JSON.stringify([role()])
      const refused = await world.request('ines', '/api/identities/import?format=json', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: file,
      })
      expect(refused.status).toBe(403)
      const typed = await world.request('ivo', '/api/identities/import?format=json', {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain' },
        body: file,
      })
      expect(typed.status).toBe(415)
      const huge = await importAs(world, 'json', `[${' '.repeat(17 * 1024 * 1024)}]`)
      expect(huge.status).toBe(413)
      expect(await rowsOf(world, 'identity')).toEqual([])
    })

    test('the page of an identity shows the same breakage as the decision of its alert', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const dependencies = [edge('dp-1'), edge('dp-2', { recovery: 'manual', standsFor: 4 })]
      await imported(world, [role({ dependencies, consumersKnown: true, validatedAt: world.clock.now })])
      await source.deliver(stolenRoleEvent('e-1'))
      const [row] = (await world.get<{ items: AlertRow[] }>('ines', '/api/alerts')).items
      const detail = await world.get<IdentityDetail>('ines', `/api/identities/${row?.identityId}`)
      const alert = await world.get<AlertDetail>('ines', `/api/alerts/${row?.id}`)
      expect(alert.decision.options.length).toBeGreaterThan(0)
      for (const option of alert.decision.options) {
        const shown = detail.options.find(({ action }) => action === option.action)
        if (shown === undefined) continue
        expect(shown).toMatchObject({ score: option.disruption.score, level: option.disruption.level })
        expect(shown.consumers.length).toBe(option.disruption.consumers.length)
      }
      expect(detail.options.find(({ action }) => action === 'revoke-session')).toMatchObject({ stops: 4, comesBack: 1 })
      expect(detail.options.map(({ action }) => action)).not.toContain('restore-session')
    })

    test('a correction needs the version that was seen, claims, and decides alerts again', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(stolenRoleEvent('e-1'))
      const [identity] = await rowsOf(world, 'identity')
      const path = `/api/identities/${identity?.id}`
      const body = { technicalOwner: 'Reporting', validated: true, reason: 'asked the team' }
      expect((await world.send('ivo', 'PATCH', path, body)).status).toBe(428)
      expect((await world.send('ivo', 'PATCH', path, body, { 'If-Match': '"7"' })).status).toBe(412)
      expect((await world.send('ines', 'PATCH', path, body, { 'If-Match': '"1"' })).status).toBe(403)
      expect((await world.send('ivo', 'PATCH', path, { ...body, claimed: true }, { 'If-Match': '"1"' })).status).toBe(
        400,
      )
      const done = await world.send('ivo', 'PATCH', path, body, { 'If-Match': '"1"' })
      expect(await done.json()).toMatchObject({ claimed: true, version: 2, validatedAt: world.clock.now })
      expect(await rowsOf(world, 'alert')).toMatchObject([{ owner_team: 'Reporting', is_claimed: true }])
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'identity.changed',
        detail: { reason: 'asked the team' },
      })
    })

    test('the list pages by name and filters', async () => {
      const world = await openWorld()
      const items = Array.from({ length: 23 }, (_, index) =>
        role({
          name: `svc-${String(index % 7)}`,
          names: [{ kind: 'token-id', value: `t-${index}` }],
          kind: index % 2 === 0 ? 'bot' : 'api-key',
        }),
      )
      await imported(world, items)
      const seen: IdentityRow[] = []
      let after = ''
      for (;;) {
        const page = await world.get<{ items: IdentityRow[]; next: string | null }>(
          'ines',
          `/api/identities?limit=5${after}`,
        )
        seen.push(...page.items)
        if (page.next === null) break
        after = `&after=${page.next}`
      }
      expect(new Set(seen.map((row) => row.id)).size).toBe(23)
      expect(seen.map((row) => row.name)).toEqual(seen.map((row) => row.name).sort())
      const bots = await world.get<{ items: IdentityRow[] }>('ines', '/api/identities?kind=bot&claimed=true&text=T-2')
      expect(bots.items.every((row) => row.kind === 'bot')).toBe(true)
      expect((await world.get<{ items: IdentityRow[] }>('ines', '/api/identities?claimed=false')).items).toEqual([])
    })
  })
}
