import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { DeadLetter, IngestReport } from '../../domain/views/other-views.ts'
import { answerProblem, Problem } from '../http/problem.ts'
import { INGEST_BOUNDS } from '../ingest/limits.ts'
import { ingestRoutes } from '../routes/ingest-routes.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { ingestCounts, rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding, gzip, ndjson, stolenRoleEvent } from './records.ts'

async function letters(world: World): Promise<DeadLetter[]> {
  return (await world.get<{ items: DeadLetter[] }>('ines', '/api/dead-letters')).items
}

/** What must not get in, and what must get in although it looks as if it should not. */
export function describeHostileInput(openWorld: OpenWorld): void {
  describe('hostile input', () => {
    const nested: readonly (readonly [string, (depth: number) => string])[] = [
      ['arrays', (depth) => '['.repeat(depth) + ']'.repeat(depth)],
      ['objects', (depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
      ['a mixture', (depth) => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2)],
    ]
    test('a record that is nested too deep stands aside whole before SQL sees it, and state and log agree', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const bodies = [64, 1_000, 8_000, 100_000].flatMap((depth) =>
        nested.map(([, make]) => `{"id":"x","deep":${make(depth)}}`),
      )
      const good = JSON.stringify(guardDutyFinding('f-1'))
      const answer = await source.send([...bodies, good].join('\n'), { type: 'application/x-ndjson' })
      expect(await answer.json()).toMatchObject({ records: 13, accepted: 1, refused: 12, alertsOpened: 1 })
      const aside = await letters(world)
      expect(aside).toHaveLength(12)
      for (const letter of aside) expect(letter.reason).toMatch(/nested deeper than \d+ levels/)
      expect(await rowsOf(world, 'record')).toHaveLength(1)
      const accepted = (await auditEntries(world)).filter((entry) => entry.code === 'ingest.accepted')
      expect(accepted).toMatchObject([{ detail: { records: 13, accepted: 1, refused: 12 } }])
      expect(await logTrouble(world)).toBeNull()
    })

    test('a deep text inside a field is text', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const deep = '['.repeat(100_000)
      const report = await source.deliver([
        stolenRoleEvent('e-1', { requestParameters: deep, responseElements: `${deep}${']'.repeat(100_000)}` }),
      ])
      expect(report).toMatchObject({ accepted: 1, refused: 0, alertsOpened: 1 })
    })

    test('NUL is kept in the sealed bytes and made visible in what is shown', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const finding = guardDutyFinding('f-\u0000-1', { title: 'a\u0000b', user: 'svc\u0000x' })
      expect(await source.deliver(finding)).toMatchObject({ accepted: 1, alertsOpened: 1 })
      const [alert] = await rowsOf(world, 'alert')
      expect(alert).toMatchObject({ title: 'a␀b', identity_name: 'svc␀x' })
      const [record] = await rowsOf(world, 'record')
      expect(new TextDecoder().decode(record?.bytes)).toContain('a\\u0000b')
      expect((await source.send(new Uint8Array([0x7b, 0x00, 0x7d]))).status).toBeLessThan(500)
    })

    test('bytes that are no UTF-8 are refused or set aside whole, never replaced', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const text = JSON.stringify(guardDutyFinding('f-1'))
      const broken = new TextEncoder().encode(text.replace('API was', 'API \u00fcas'))
      const overlong = broken.map((byte) => (byte === 0xc3 ? 0xc0 : byte))
      for (const body of [overlong, new TextEncoder().encode(text.replace('API was', '\\ud800'))]) {
        expect(await (await source.send(body)).json()).toMatchObject({ records: 1, refused: 1, accepted: 0 })
      }
      const utf16 = new Uint8Array(text.length * 2 + 2)
      utf16.set([0xff, 0xfe])
      for (let i = 0; i < text.length; i += 1) utf16[2 + 2 * i] = text.charCodeAt(i)
      expect((await source.send(utf16)).status).toBe(415)
      const withMark = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)])
      expect(await (await source.send(withMark)).json()).toMatchObject({ accepted: 1 })
      expect(await rowsOf(world, 'record')).toHaveLength(1)
    })

    test('a key that stands twice is refused by name', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const text = JSON.stringify(guardDutyFinding('f-1')).replace('"accountId"', '"region":"x","accountId"')
      expect(await (await source.send(text)).json()).toMatchObject({ refused: 1 })
      expect((await letters(world))[0]?.reason).toContain('"region" stands twice')
    })

    test('keys of prototypes are data', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const keys = [
        '__proto__',
        'constructor',
        'prototype',
        'hasOwnProperty',
        'toString',
        'then',
        'toJSON',
        '$where',
        '',
      ]
      const hostile = keys.map((key) => `${JSON.stringify(key)}:{"polluted":true}`).join(',')
      const text = JSON.stringify(stolenRoleEvent('e-1')).replace(
        /^\{/,
        `{${hostile},"requestParameters":{${hostile}},`,
      )
      expect(await (await source.send(text)).json()).toMatchObject({ accepted: 1, alertsOpened: 1 })
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      const [record] = await rowsOf(world, 'record')
      expect((await world.request('ines', `/api/records/${record?.id}`)).status).toBe(200)
    })

    test('one layer of gzip is accepted, by type or by encoding', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const zipped = await gzip(JSON.stringify(guardDutyFinding('f-1')))
      expect(await (await source.send(zipped.slice(), { type: 'application/gzip' })).json()).toMatchObject({
        accepted: 1,
      })
      const other = await gzip(JSON.stringify(guardDutyFinding('f-2')))
      const encoded = await source.send(other.slice(), { headers: { 'Content-Encoding': 'gzip' } })
      expect(await encoded.json()).toMatchObject({ accepted: 1 })
    })

    test('bombs, broken streams and false encodings are refused and leave nothing', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const text = JSON.stringify(guardDutyFinding('f-1'))
      const zipped = await gzip(text)
      const bomb = await gzip(new Uint8Array(8 * 1024 * 1024).fill(0x20))
      const cases: readonly (readonly [BodyInit, Record<string, string>, number])[] = [
        [bomb.slice(), { 'Content-Encoding': 'gzip' }, 413],
        [(await gzip(zipped)).slice(), { 'Content-Encoding': 'gzip' }, 415],
        [zipped.slice(0, -6), { 'Content-Encoding': 'gzip' }, 415],
        [new Uint8Array([...zipped, 1, 2, 3]), { 'Content-Encoding': 'gzip' }, 415],
        [text, { 'Content-Encoding': 'gzip' }, 415],
        [zipped.slice(), {}, 415],
        [text, { 'Content-Encoding': 'br' }, 415],
        [text, { 'Content-Encoding': Array.from({ length: 100 }, () => 'gzip').join(', ') }, 415],
        [zipped.slice(), { 'Content-Encoding': 'gzip', 'Content-Type': 'application/gzip' }, 415],
      ]
      const before = await ingestCounts(world)
      for (const [body, headers, status] of cases) {
        const type = headers['Content-Type'] ?? 'application/json'
        expect((await source.send(body, { type, headers })).status, JSON.stringify(headers).slice(0, 80)).toBe(status)
      }
      const { audit_entry: _entries, ...after } = await ingestCounts(world)
      expect(before).toMatchObject(after)
    })

    test('a body over the limit is 413, announced or not', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const announced = await source.send('{}', {
        headers: { 'Content-Length': String(INGEST_BOUNDS.maxBytes + 1) },
      })
      expect(announced.status).toBe(413)
      let sent = 0
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 1
          controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20))
        },
      })
      expect((await source.send(endless)).status).toBe(413)
      expect(sent).toBeLessThan(INGEST_BOUNDS.maxBytes / (1024 * 1024) + 4)
    })

    test('a body that is no JSON is the fault of whoever sent it, wherever it goes', async () => {
      const world = await openWorld()
      for (const path of ['/api/changes/trial', '/api/changes', '/api/sources', '/api/plans']) {
        for (const body of ['{{', '', '['.repeat(200_000), '{"kind":']) {
          const answer = await world.request('edda', path, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `no-json-${path}-${body.length}` },
            body,
          })
          expect([path, answer.status]).toEqual([path, 400])
          expect(await answer.json()).toMatchObject({ type: '/problems/invalid-request' })
        }
      }
    })

    test('what holds no records gets a clear refusal', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      for (const body of ['', ' \n', 'null', '[]', '42', '"text"', 'true', '[1', '<html>']) {
        const answer = await source.send(body)
        expect(answer.status, body).toBe(400)
        expect(((await answer.json()) as { detail: string }).detail).toMatch(/refused/)
      }
      expect(await (await source.send('[1,2]')).json()).toMatchObject({ records: 2, refused: 2 })
      const refusals = (await auditEntries(world)).filter((entry) => entry.code === 'ingest.refused')
      expect(refusals).toHaveLength(9)
    })

    test('one broken line of ten thousand stands aside with its number, the others land', {
      timeout: 240_000,
    }, async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const lines = Array.from({ length: 10_000 }, (_, index) => JSON.stringify(cloudTrailEvent(`e-${index}`)))
      lines[4_321] = '{"eventName": "cut'
      const answer = await source.send(lines.join('\r\n'), { type: 'application/x-ndjson' })
      expect(await answer.json()).toMatchObject({ records: 10_000, accepted: 9_999, refused: 1 })
      expect(await letters(world)).toMatchObject([
        { position: 4_321, reason: expect.stringContaining('line 4322') as string },
      ])
    })

    test('only the documented content types are read', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const body = JSON.stringify(guardDutyFinding('f-1'))
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json, text/plain',
        'application/json; charset=utf-16',
        'application/xml',
        '',
      ]
      for (const type of types) expect((await source.send(body, { type })).status, type).toBe(415)
      const without = await world.request(null, '/api/ingest/auto', {
        method: 'POST',
        headers: { Authorization: `Bearer ${source.token}` },
        body: new TextEncoder().encode(body),
      })
      expect(without.status).toBe(415)
      expect((await source.send(body, { type: 'application/json; charset=UTF-8' })).status).toBe(200)
    })

    test('numbers keep their digits or are refused', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const text = JSON.stringify(guardDutyFinding('f-1')).replace('"f-1"', '9007199254740993')
      expect(await (await source.send(text)).json()).toMatchObject({ accepted: 1 })
      expect(await rowsOf(world, 'record')).toMatchObject([{ signal_id: '9007199254740993' }])
      const out = ['1e400', '0x10', 'NaN'].map((number) =>
        JSON.stringify(guardDutyFinding('f-2')).replace('"severity":5', `"severity":${number}`),
      )
      const answer = await source.send(out.join('\n'), { type: 'application/x-ndjson' })
      expect(await answer.json()).toMatchObject({ records: 3, refused: 3 })
    })

    test('a time that cannot be believed is kept and flagged, and the alert is ordered by receipt', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const times = [
        '0001-01-01T00:00:00Z',
        '294277-01-01T00:00:00Z',
        '2036-03-02T08:00:00Z',
        'yesterday',
        '1970-01-01T00:00:00Z',
      ]
      for (const [index, eventTime] of times.entries()) {
        const session = {
          type: 'AssumedRole',
          arn: `arn:aws:sts::111122223333:assumed-role/report-runner-${index}/i-0`,
          accessKeyId: 'ASIAX',
        }
        await source.deliver(stolenRoleEvent(`e-${index}`, { eventTime, userIdentity: session }))
      }
      const alerts = await rowsOf(world, 'alert')
      expect(alerts).toHaveLength(times.length)
      for (const alert of alerts) {
        expect(alert).toMatchObject({ first_seen_at: world.clock.now, last_seen_at: world.clock.now })
        expect((JSON.parse(alert.signal) as AlertDetail['signal']).timeFlags).not.toEqual([])
      }
    })

    test('a flood is accepted up to the rate and then told to wait; the queue and what was accepted are untouched', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const other = await addTestSource(world, 'cloudtrail')
      const api = ingestRoutes(world.gateway, { recordsPerSecond: 10, burstRecords: 20 })
      api.onError((error, c) =>
        answerProblem(c, error instanceof Problem ? error : new Problem('fault', error.message)),
      )
      const send = (token: string, index: number) =>
        api.request('/ingest/auto', {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify([cloudTrailEvent(`a-${index}`), cloudTrailEvent(`b-${index}`)]),
        })
      const answers = []
      for (let index = 0; index < 15; index += 1) answers.push(await send(source.token, index))
      const accepted = answers.filter((answer) => answer.status === 200)
      const waiting = answers.filter((answer) => answer.status === 429)
      expect(accepted).toHaveLength(10)
      expect(waiting).toHaveLength(5)
      for (const answer of waiting) expect(answer.headers.get('Retry-After')).toBe('1')
      expect((await send(other.token, 100)).status).toBe(200)
      expect((await world.request('ines', '/api/alerts')).status).toBe(200)
      expect(await rowsOf(world, 'record')).toHaveLength(2 * 11)
      world.clock.now += 1000
      expect((await send(source.token, 101)).status).toBe(200)
    })

    test('a dead letter shows no secret and no control character, and lands when it is replayed', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const event = cloudTrailEvent('e-1', {
        userAgent: 'a\u001b[2Jb',
        additionalEventData: { password: 'hunter2hunter2' },
      })
      const wrong = await source.send(JSON.stringify(event), { format: 'guardduty' })
      expect((await wrong.json()) as IngestReport).toMatchObject({ refused: 1 })
      const [letter] = await letters(world)
      expect(letter?.excerpt).not.toContain('hunter2')
      expect(letter?.excerpt).not.toContain('\u001b')
      const replayed = await world.send('ivo', 'POST', '/api/dead-letters/replay', { ids: [letter?.id] })
      expect(await replayed.json()).toMatchObject({ records: 1, accepted: 1, refused: 0 })
      expect((await letters(world))[0]?.replayedAt).toBe(world.clock.now)
      expect((await world.send('ivo', 'POST', '/api/dead-letters/replay', { ids: [letter?.id] })).status).toBe(404)
      expect(await rowsOf(world, 'record')).toMatchObject([{ format: 'cloudtrail', signal_id: 'e-1' }])
      expect(await logTrouble(world)).toBeNull()
    })

    test('names and ids as long as they may be fit every index', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      // Nothing in these repeats, so that no compression makes them fit by luck.
      const long = (length: number, first: number) =>
        Array.from({ length }, (_, index) => String.fromCharCode(first + ((index * 7919) % 20_000))).join('')
      const finding = (id: string) => ({ ...guardDutyFinding('x', { user: long(2048, 0x4e00) }), id })
      expect(await source.deliver(finding(long(1024, 0x4e00)))).toMatchObject({ accepted: 1, alertsOpened: 1 })
      expect(await source.deliver([finding(long(1024, 0x4e00)), 1])).toMatchObject({ duplicates: 1 })
      expect(await source.deliver(guardDutyFinding('f-2', { user: '\ufdfa'.repeat(512) }))).toMatchObject({
        accepted: 1,
      })
      expect(await rowsOf(world, 'identity')).toHaveLength(2)
    })

    test('a record wrapped in a note is unwrapped by its pointer', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const body = ndjson([{ id: 'note/1', event: cloudTrailEvent('e-1') }])
      const answer = await source.send(body, { type: 'application/x-ndjson', query: '?event-at=/event' })
      expect(await answer.json()).toMatchObject({ accepted: 1 })
      expect((await source.send(body, { query: '?event-at=event' })).status).toBe(400)
    })
  })
}
