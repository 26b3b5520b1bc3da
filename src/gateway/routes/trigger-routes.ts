import { createRoute, z } from '@hono/zod-openapi'
import { ACTION_IDS, THREATS } from '../../domain/action/action.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { ChangeKind } from '../../domain/change/change.ts'
import { PolicyDetail, TriggerDetail, TriggerView, VersionContent } from '../../domain/views/change-views.ts'
import { versionContent, viewPolicy } from '../changes/versions.ts'
import { viewTrigger, viewTriggers } from '../changes/view-triggers.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'

const PlaybookView = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  threats: z.array(z.enum(THREATS)),
  actions: z.array(z.enum(ACTION_IDS)),
})

const triggers = createRoute({
  method: 'get',
  path: '/triggers',
  tags: ['policy'],
  summary: 'Every trigger with its mode, what it hit, and how often it was right',
  responses: { 200: json(z.object({ items: z.array(TriggerView) }), 'By id'), ...problems },
})

const trigger = createRoute({
  method: 'get',
  path: '/triggers/{id}',
  tags: ['policy'],
  summary: 'One trigger with its text and its versions',
  request: { params: z.object({ id: z.string().max(200) }) },
  responses: { 200: json(TriggerDetail, 'The trigger'), ...problems },
})

const version = createRoute({
  method: 'get',
  path: '/versions/{kind}/{id}/{number}',
  tags: ['policy'],
  summary: 'One version of a trigger or of the policy with its content, in force or not',
  request: {
    params: z.object({ kind: ChangeKind, id: z.string().max(200), number: z.coerce.number().int().min(1) }),
  },
  responses: { 200: json(VersionContent, 'The version'), ...problems },
})

const playbooks = createRoute({
  method: 'get',
  path: '/playbooks',
  tags: ['policy'],
  summary: 'The playbooks in force',
  responses: { 200: json(z.object({ items: z.array(PlaybookView) }), 'By threat'), ...problems },
})

const policy = createRoute({
  method: 'get',
  path: '/policy',
  tags: ['policy'],
  summary: 'Every number that a decision uses',
  responses: { 200: json(PolicyDetail, 'The policy in force, and those before'), ...problems },
})

export function triggerRoutes(gateway: Gateway) {
  return newApi()
    .openapi(triggers, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ items: await viewTriggers(gateway) }, 200)
    })
    .openapi(trigger, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await viewTrigger(gateway, c.req.valid('param').id), 200)
    })
    .openapi(version, async (c) => {
      await requireMay(gateway, c, 'read')
      const { kind, id, number } = c.req.valid('param')
      const {
        version: shown,
        text,
        policy: content,
      } = await versionContent(gateway, gateway.store.read, kind, id, number)
      return c.json({ version: shown, text, policy: content }, 200)
    })
    .openapi(playbooks, async (c) => {
      await requireMay(gateway, c, 'read')
      const items = PLAYBOOKS.map(({ id, version, title, threats, actions }) => ({
        id,
        version,
        title,
        threats: [...threats],
        actions: [...actions],
      }))
      return c.json({ items }, 200)
    })
    .openapi(policy, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await viewPolicy(gateway), 200)
    })
}
