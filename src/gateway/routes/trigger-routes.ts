import { createRoute, z } from '@hono/zod-openapi'
import { ACTION_IDS, THREATS } from '../../domain/action/action.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { PolicyDetail } from '../../domain/views/change-views.ts'
import { triggersInForce } from '../alerts/triggers.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'

const TriggerSummary = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  level: z.string(),
  threatens: z.enum(THREATS),
  confidence: z.number().int(),
  playbook: z.string(),
  automationAllowed: z.boolean(),
  attacks: z.array(z.string()),
  judged: z.number().int(),
  truePositives: z.number().int(),
})

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
  summary: 'The triggers in force, with how often they were right',
  responses: { 200: json(z.object({ items: z.array(TriggerSummary) }), 'By id'), ...problems },
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
  const { read, tenant } = gateway.store
  return newApi()
    .openapi(triggers, async (c) => {
      await requireMay(gateway, c, 'read')
      const rows = await read
        .selectFrom('trigger_record')
        .select(['trigger_id', 'judged', 'true_positives'])
        .where('tenant', '=', tenant)
        .execute()
      const records = new Map(rows.map((row) => [row.trigger_id, row]))
      const items = triggersInForce().map(({ trigger: { id, version, title, level, attacks, response } }) => ({
        id,
        version,
        title,
        level,
        threatens: response.threatens,
        confidence: response.confidence,
        playbook: response.playbook,
        automationAllowed: response.automation.allowed,
        attacks: [...attacks],
        judged: records.get(id)?.judged ?? 0,
        truePositives: records.get(id)?.true_positives ?? 0,
      }))
      return c.json({ items }, 200)
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
      const shipped = {
        number: STARTING_POLICY.version,
        mode: null,
        at: null,
        by: null,
        reason: 'Shipped with this release',
        changeId: null,
        restores: null,
        isInForce: true,
        digest: digestText(canonicalJson(STARTING_POLICY)),
      }
      return c.json({ policy: STARTING_POLICY, versions: [shipped], openChangeId: null }, 200)
    })
}
