import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import type { SourceView } from '../../domain/views/other-views.ts'
import { auditEntries } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { guardDutyFinding } from './records.ts'

const SECRET = 'a shared secret of the test'

function sign(key: string, body: string): string {
  return `sha256=${bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(body)))}`
}

async function addSigned(world: World, scheme: 'github' | 'gitguardian'): Promise<string> {
  const answer = await world.send('ivo', 'POST', '/api/sources', {
    name: scheme,
    format: 'auto',
    signature: { scheme, secret: SECRET },
  })
  return ((await answer.json()) as { source: SourceView }).source.id
}

/** Who may deliver. */
export function describeSources(openWorld: OpenWorld): void {
  describe('sources', () => {
    test('the token of a source is shown once and stored nowhere', async () => {
      const world = await openWorld()
      const { token } = await addTestSource(world)
      expect(token).toMatch(/^sgi_[0-9a-f]{64}$/)
      expect(JSON.stringify(await rowsOf(world, 'source'))).not.toContain(token)
      expect(JSON.stringify(await auditEntries(world))).not.toContain(token)
      expect(JSON.stringify(await world.get('ivo', '/api/sources'))).not.toContain(token.slice(4))
    })

    test('a revoked, unknown or foreign token delivers nothing', async () => {
      const world = await openWorld()
      const elsewhere = await openWorld()
      const source = await addTestSource(world)
      const foreign = await addTestSource(elsewhere)
      expect((await world.send('ivo', 'DELETE', `/api/sources/${source.id}`)).status).toBe(204)
      expect((await world.send('ivo', 'DELETE', `/api/sources/${source.id}`)).status).toBe(204)
      const tokens = [source.token, foreign.token, `sgi_${'0'.repeat(64)}`, 'x', "' or 1=1 --"]
      for (const token of tokens) {
        const answer = await world.request(null, '/api/ingest/auto', {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify(guardDutyFinding('f-1')),
        })
        expect(answer.status, token).toBe(401)
      }
      expect(await rowsOf(world, 'record')).toEqual([])
      expect((await auditEntries(world)).filter((entry) => entry.code === 'source.revoked')).toHaveLength(1)
    })

    test('a source that is bound to a format delivers nothing else', async () => {
      const world = await openWorld()
      const source = await addTestSource(world, 'guardduty')
      const body = JSON.stringify(guardDutyFinding('f-1'))
      expect((await source.send(body, { format: 'cloudtrail' })).status).toBe(422)
      expect((await source.send(body, { format: 'no-such-format' })).status).toBe(404)
      expect((await source.send(body, { format: 'auto' })).status).toBe(200)
    })

    test('an analyst delivers by hand, an approver may not, and that is on record', async () => {
      const world = await openWorld()
      const deliver = (who: 'ines' | 'noor' | null) =>
        world.request(who, '/api/ingest/auto', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(guardDutyFinding('f-1')),
        })
      expect((await deliver(null)).status).toBe(401)
      expect((await deliver('noor')).status).toBe(403)
      expect((await deliver('ines')).status).toBe(200)
      expect((await world.send('ines', 'POST', '/api/sources', { name: 'x', format: 'auto' })).status).toBe(403)
      const refusals = (await auditEntries(world)).filter((entry) => entry.code === 'access.refused')
      expect(refusals.map((entry) => entry.detail['verb'])).toEqual(['ingest', 'manage-sources'])
      expect(await world.get<{ items: SourceView[] }>('ari', '/api/sources')).toMatchObject({
        items: [{ name: 'Console', received: 1 }],
      })
    })

    test('fields that nobody asked for are refused', async () => {
      const world = await openWorld()
      const body = { name: 'x', format: 'auto', tenant: 'other', is_sample: true }
      expect((await world.send('ivo', 'POST', '/api/sources', body)).status).toBe(400)
    })

    test('a signed webhook is taken only over the very bytes that were signed', async () => {
      const world = await openWorld()
      const id = await addSigned(world, 'github')
      const body = JSON.stringify(guardDutyFinding('f-1'))
      const send = (headers: Record<string, string>, sent = body) =>
        world.request(null, `/api/ingest/auto?source=${id}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: sent,
        })
      const right = sign(SECRET, body)
      const wrong = sign('another secret entirely', body)
      expect((await send({})).status).toBe(401)
      expect((await send({ 'X-Hub-Signature-256': wrong })).status).toBe(401)
      expect((await send({ 'X-Hub-Signature-256': right }, JSON.stringify(JSON.parse(body), null, 1))).status).toBe(401)
      expect((await send({ 'X-Hub-Signature-256': right.slice(0, -1) })).status).toBe(401)
      expect(await rowsOf(world, 'record')).toEqual([])
      expect((await auditEntries(world)).filter((entry) => entry.code === 'ingest.refused')).toHaveLength(1)
      expect((await send({ 'X-Hub-Signature-256': `${wrong}, ${right}` })).status).toBe(200)
      // GitHub signs no time: a replay is taken and changes nothing.
      expect(await (await send({ 'X-Hub-Signature-256': right })).json()).toMatchObject({ accepted: 1, records: 1 })
      expect(await rowsOf(world, 'record')).toHaveLength(1)
    })

    test('a signed webhook that carries its time is taken for five minutes around it', async () => {
      const world = await openWorld()
      const id = await addSigned(world, 'gitguardian')
      const body = JSON.stringify(guardDutyFinding('f-1'))
      const send = (timestamp: string) =>
        world.request(null, `/api/ingest/auto?source=${id}`, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            Timestamp: timestamp,
            'Gitguardian-Signature': sign(timestamp + SECRET, body),
          },
          body,
        })
      const now = world.clock.now / 1000
      for (const bad of [now - 301, now + 301, Number.NaN, -1]) expect((await send(String(bad))).status).toBe(401)
      expect((await send(String(now - 299))).status).toBe(200)
    })

    test('a source without a signature is no way in without its token', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const answer = await world.request(null, `/api/ingest/auto?source=${source.id}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      })
      expect(answer.status).toBe(401)
    })
  })
}
