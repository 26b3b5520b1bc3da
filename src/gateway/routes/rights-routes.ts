import { createRoute, z } from '@hono/zod-openapi'
import { RightsView } from '../../domain/views/rights-views.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { json, newApi, problems, whoIs } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { rightsOf } from '../rights/rights.ts'

const rights = createRoute({
  method: 'get',
  path: '/rights',
  tags: ['people'],
  summary: 'The policies in force: every rule with its source, and what each role may do by them',
  responses: { 200: json(RightsView, 'The policies, as the gateway evaluates them'), ...problems },
})

const mine = createRoute({
  method: 'get',
  path: '/me/rights',
  tags: ['people'],
  summary: 'What you may do, by which rule, and who could instead; what is about one thing says so itself',
  responses: { 200: json(z.object({ version: z.string(), rights: RightsView.shape.mine }), 'By verb'), ...problems },
})

export function rightsRoutes(gateway: Gateway) {
  const { policies } = gateway.rights
  const people = () => listPeople(gateway.store.read, gateway.store.tenant)
  return newApi()
    .openapi(rights, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const rules = policies.rules.map((rule) => ({ ...rule, verbs: [...rule.verbs] }))
      return c.json({ version: policies.version, rules, mine: rightsOf(gateway.rights, person, await people()) }, 200)
    })
    .openapi(mine, async (c) => {
      // Not behind `read`: whoever may not even do that is told why.
      const person = whoIs(c)
      return c.json({ version: policies.version, rights: rightsOf(gateway.rights, person, await people()) }, 200)
    })
}
