import { createRoute, z } from '@hono/zod-openapi'
import { APPROVER_DOMAINS } from '../../domain/people/domains.ts'
import { Person, Role } from '../../domain/people/person.ts'
import { VERBS } from '../../domain/people/verbs.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { json, newApi, problems, whoIs } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { giveDomains } from '../rights/give-domains.ts'
import { addPerson, personActor } from '../store/estate.ts'

const list = createRoute({
  method: 'get',
  path: '/people',
  tags: ['people'],
  summary: 'Everybody who may sign in, or those of them who may do something',
  request: { query: z.object({ may: z.enum(VERBS).optional() }) },
  responses: { 200: json(z.object({ items: z.array(Person) }), 'By name'), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/people',
  tags: ['people'],
  summary: 'Add a person; answers a sign-in link that works once, within an hour',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            name: z.string().trim().min(1).max(120),
            team: z.string().trim().min(1).max(120),
            roles: z.array(Role).min(1).max(7),
            domains: z.array(z.enum(APPROVER_DOMAINS)).max(4).default([]),
          }),
        },
      },
    },
  },
  responses: { 201: json(z.object({ person: Person, link: z.string() }), 'The person and the link'), ...problems },
})

const domains = z.array(z.enum(APPROVER_DOMAINS)).max(4)

const give = createRoute({
  method: 'put',
  path: '/people/{id}/domains',
  tags: ['people'],
  summary: 'Say for which kinds of systems somebody answers as an approver; nobody says so for themselves',
  request: {
    params: z.object({ id: z.string().min(1).max(80) }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            before: domains.describe(
              'As they were on the page: refused as stale where somebody changed them meanwhile.',
            ),
            domains,
            reason: z.string().trim().min(3).max(2000),
          }),
        },
      },
    },
  },
  responses: { 200: json(Person, 'The person as they are now'), ...problems },
})

export function peopleRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      const people = await listPeople(gateway.store.read, gateway.store.tenant)
      const { may: verb } = c.req.valid('query')
      const able = verb === undefined ? people : people.filter((one) => gateway.rights.may(one, verb).allowed)
      return c.json({ items: [...able] }, 200)
    })
    .openapi(add, async (c) => {
      const by = await requireMay(gateway, c, 'manage-people')
      const { person, token } = await addPerson(gateway, c.req.valid('json'), personActor(by), false)
      return c.json({ person, link: `${new URL(c.req.url).origin}/sign-in#${token}` }, 201)
    })
    .openapi(give, async (c) => {
      const by = whoIs(c)
      return c.json(await giveDomains(gateway, by, c.req.valid('param').id, c.req.valid('json')), 200)
    })
}
