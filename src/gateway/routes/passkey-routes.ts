import { createRoute, z } from '@hono/zod-openapi'
import { Assertion, Attestation, PasskeyView } from '../../domain/people/passkey.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { beginEnrolment, finishEnrolment } from '../passkeys/enrol.ts'
import { listKeys } from '../passkeys/passkey-rows.ts'
import { placeOf, requirePlace } from '../passkeys/place.ts'
import { revokePasskey } from '../passkeys/revoke.ts'

/** Options as WebAuthn Level 3 writes them in JSON: the browser reads them, nothing here does. */
const Options = z.looseObject({ challenge: z.string() })
const Place = z.union([
  z.object({ ok: z.literal(true), rpId: z.string(), origin: z.string() }),
  z.object({ ok: z.literal(false), because: z.string() }),
])

const list = createRoute({
  method: 'get',
  path: '/passkeys',
  tags: ['people'],
  summary: 'Your keys, revoked ones too, and whether keys work on this address',
  responses: { 200: json(z.object({ items: z.array(PasskeyView), place: Place }), 'Newest first'), ...problems },
})

const ofEverybody = createRoute({
  method: 'get',
  path: '/people/passkeys',
  tags: ['people'],
  summary: 'The keys of everybody, for whoever manages people',
  responses: { 200: json(z.object({ items: z.array(PasskeyView) }), 'Newest first'), ...problems },
})

const begin = createRoute({
  method: 'post',
  path: '/passkeys/enrolment',
  tags: ['people'],
  summary: 'What the browser needs to make a key; the second key on is confirmed with one that stands',
  responses: {
    200: json(z.object({ creation: Options, confirmation: Options.nullable() }), 'Good for five minutes, once'),
    ...problems,
  },
})

const finish = createRoute({
  method: 'post',
  path: '/passkeys',
  tags: ['people'],
  summary: 'Add the key that was made',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            name: z.string().trim().min(1).max(60),
            attestation: Attestation,
            confirmation: Assertion.nullable(),
          }),
        },
      },
    },
  },
  responses: { 201: json(z.object({ id: z.string() }), 'The key stands'), ...problems },
})

const revoke = createRoute({
  method: 'post',
  path: '/passkeys/{id}/revoke',
  tags: ['people'],
  summary: 'Revoke a key for good: your own, or as a manager anybody’s',
  request: {
    params: z.object({ id: z.string().min(1).max(1400) }),
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ reason: z.string().trim().min(3).max(300) }) } },
    },
  },
  responses: { 204: { description: 'Revoked' }, ...problems },
})

export function passkeyRoutes(gateway: Gateway) {
  const { store } = gateway
  return newApi()
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const items = [...(await listKeys(store.read, store.tenant, person.id))]
      return c.json({ items, place: placeOf(gateway, c) }, 200)
    })
    .openapi(ofEverybody, async (c) => {
      await requireMay(gateway, c, 'manage-people')
      return c.json({ items: [...(await listKeys(store.read, store.tenant, null))] }, 200)
    })
    .openapi(begin, async (c) => {
      const person = await requireMay(gateway, c, 'enrol-passkey')
      return c.json(await beginEnrolment(gateway, person, requirePlace(gateway, c)), 200)
    })
    .openapi(finish, async (c) => {
      const person = await requireMay(gateway, c, 'enrol-passkey')
      return c.json({ id: await finishEnrolment(gateway, person, c.req.valid('json')) }, 201)
    })
    .openapi(revoke, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      await revokePasskey(gateway, person, c.req.valid('param').id, c.req.valid('json').reason)
      return c.body(null, 204)
    })
}
