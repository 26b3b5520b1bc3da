import { describe, expect, test } from 'vitest'
import type { Person } from '../../domain/people/person.ts'
import { createApp } from '../app.ts'
import { SAMPLE_STATE, type SampleState } from '../estate/sample-state.ts'
import { renewSignIn, setMeta } from '../store/estate.ts'
import type { OpenWorld, World } from './gateway-kit.ts'

/** Signs in with a one-time link, as a browser does, and answers the cookie it would send. */
async function signIn(world: World): Promise<{ cookie: string; token: string }> {
  const token = await renewSignIn(world.gateway, world.people.ines.id)
  const answer = await world.request(null, '/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  expect(answer.status).toBe(200)
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', token }
}

/** Reads a stream to its end; a stream that does not end fails the test by its timeout. */
async function readToEnd(answer: Response): Promise<string> {
  const reader = answer.body?.getReader()
  let text = ''
  for (;;) {
    const part = await reader?.read()
    if (part === undefined || part.done) return text
    text += new TextDecoder().decode(part.value)
  }
}

/** C10: what a session opens, and when it opens nothing any more. */
export function describeSessions(openWorld: OpenWorld): void {
  describe('sessions', () => {
    test('C10: a sign-in link works once', async () => {
      const world = await openWorld()
      const { token } = await signIn(world)
      const again = await world.request(null, '/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token }),
      })
      expect(again.status).toBe(403)
    })

    test('while the sample is being loaded its people are not there, and whoever waits for them learns that they come', async () => {
      const world = await openWorld()
      const { tenant } = world.store
      await world.store.read
        .updateTable('person')
        .set({ is_sample: true })
        .where('tenant', '=', tenant)
        .where('id', '=', world.people.ines.id)
        .execute()
      const doors = { here: createApp({ ...world.gateway, isLoopback: true }), elsewhere: world.app }
      const askAt = async (door: keyof typeof doors, state: SampleState) => {
        await world.store.write((tx) => setMeta(tx, tenant, SAMPLE_STATE, state))
        const answer = await doors[door].fetch(new Request('http://localhost/api/session'), {})
        const { personas, isSampleComing } = (await answer.json()) as { personas: Person[]; isSampleComing: boolean }
        return { personas: personas.map(({ id }) => id), isSampleComing }
      }
      expect(await askAt('here', 'loading')).toEqual({ personas: [], isSampleComing: true })
      expect(await askAt('here', 'loaded')).toEqual({ personas: [world.people.ines.id], isSampleComing: false })
      for (const state of ['loading', 'loaded'] as const) {
        expect(await askAt('elsewhere', state)).toEqual({ personas: [], isSampleComing: false })
      }
    })

    test('C10: signing out ends the event stream that the same session holds open', async () => {
      const world = await openWorld()
      const { cookie } = await signIn(world)
      const stream = await world.request(null, '/api/events', { headers: { Cookie: cookie } })
      expect(stream.status).toBe(200)
      const out = await world.request(null, '/api/session', { method: 'DELETE', headers: { Cookie: cookie } })
      expect(out.status).toBe(204)
      expect(await readToEnd(stream)).toContain('event: open')
      const after = await world.request(null, '/api/events', { headers: { Cookie: cookie } })
      expect(after.status).toBe(401)
    })

    test('C10: a person who was disabled hears nothing more', async () => {
      const world = await openWorld()
      const stream = await world.request('ines', '/api/events')
      await world.store.write((tx) =>
        tx.updateTable('person').set({ is_disabled: true }).where('id', '=', world.people.ines.id).execute(),
      )
      await readToEnd(stream)
      expect((await world.request('ines', '/api/alerts')).status).toBe(401)
    })
  })
}
