import { createRoute, z } from '@hono/zod-openapi'
import { TierSchema } from '../../domain/action/action.ts'
import { Status } from '../../domain/alert/alert.ts'
import { Gate } from '../../domain/decision/decision.ts'
import { Containment } from '../../domain/plan/plan.ts'
import { Severity } from '../../domain/signal/signal.ts'
import { AlertChange, AlertDetail, AlertRow, AlertTally } from '../../domain/views/alert-views.ts'
import { RecordView } from '../../domain/views/other-views.ts'
import { StoryView } from '../../domain/views/story-views.ts'
import { viewAlert } from '../alerts/alert-detail.ts'
import { changeAlert } from '../alerts/change-alert.ts'
import { ALERT_SORTS, listAlerts } from '../alerts/list-alerts.ts'
import { countResting, readTallies, summariseTallies } from '../alerts/tally.ts'
import { viewRecord } from '../alerts/view-record.ts'
import type { Gateway } from '../gateway.ts'
import { entityTag, json, newApi, pageOf, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { viewStory } from '../stories/view-story.ts'

/** `a,b` as a list of the item's values; an empty text is the empty list, which nothing matches. */
function listOf<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .max(500)
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(item).max(50))
    .optional()
    .openapi({ type: 'string', description: 'Several, separated by commas' })
}

const tierText = z
  .string()
  .regex(/^[0-4]$/)
  .transform(Number)
  .pipe(TierSchema)

const list = createRoute({
  method: 'get',
  path: '/alerts',
  tags: ['alerts'],
  summary: 'One page of the queue',
  request: {
    query: z.object({
      status: listOf(Status),
      tier: listOf(tierText),
      gate: listOf(Gate),
      severity: listOf(Severity),
      containment: listOf(Containment),
      identity: z.string().max(100).optional(),
      owner: z.string().max(120).optional(),
      held: z.enum(['hide', 'only']).optional(),
      suppressed: z.enum(['hide', 'only']).optional(),
      assignee: z.string().max(100).optional(),
      text: z.string().max(200).optional(),
      sort: z.enum(ALERT_SORTS).default('priority'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z.string().max(2000).optional(),
    }),
  },
  responses: { 200: json(pageOf(AlertRow), 'In the order asked for'), ...problems },
})

const tally = createRoute({
  method: 'get',
  path: '/alerts/tally',
  tags: ['alerts'],
  summary: 'Exact counts of the queue',
  responses: { 200: json(AlertTally, 'Kept beside the alerts, in the same transactions'), ...problems },
})

const byId = z.object({ id: z.string().max(100) })

const detail = createRoute({
  method: 'get',
  path: '/alerts/{id}',
  tags: ['alerts'],
  summary: 'One alert with its decision, evidence, identity and what is like it',
  request: { params: byId },
  responses: { 200: json(AlertDetail, 'The alert; its version is the ETag'), ...problems },
})

const story = createRoute({
  method: 'get',
  path: '/alerts/{id}/story',
  tags: ['alerts'],
  summary: 'The alerts that hang together with one, in the order in which it happened',
  description:
    'By a shared identity, session, credential or source address within 24 hours, or because one is done to whom acts in another. What many identities share on a day connects nothing, and what people judged harmless neither.',
  request: { params: byId },
  responses: { 200: json(StoryView, 'Each alert with why it belongs to an earlier one'), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/alerts/{id}',
  tags: ['alerts'],
  summary: 'Change status, disposition, assignee or tags, put it aside, stop its clock',
  description:
    'Needs If-Match with the version seen. What others changed since then stands beside it, unless it is the same part of the alert or evidence that a judgement rests on. A reason is needed to close, to call it benign or false, to put it aside and to stop its clock.',
  request: { params: byId, body: { required: true, content: { 'application/json': { schema: AlertChange } } } },
  responses: { 200: json(AlertRow, 'The alert after it'), ...problems },
})

const record = createRoute({
  method: 'get',
  path: '/records/{id}',
  tags: ['alerts'],
  summary: 'A sealed record, secrets redacted, its digest taken again',
  request: { params: byId },
  responses: { 200: json(RecordView, 'The record; `isIntact` false says that its bytes were changed'), ...problems },
})

export function alertRoutes(gateway: Gateway) {
  const { read, tenant } = gateway.store
  return newApi()
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { sort, limit, after, ...filter } = c.req.valid('query')
      return c.json(await listAlerts(gateway, { filter, sort, limit, after: after ?? null, meId: person.id }), 200)
    })
    .openapi(tally, async (c) => {
      await requireMay(gateway, c, 'read')
      const resting = await countResting(read, tenant, await gateway.now(read))
      return c.json({ ...summariseTallies(await readTallies(read, tenant)), resting }, 200)
    })
    .openapi(detail, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const view = await viewAlert(gateway, person, c.req.valid('param').id)
      c.header('ETag', entityTag(view.row.version))
      return c.json(view, 200)
    })
    .openapi(story, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await viewStory(gateway, c.req.valid('param').id), 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const wish = c.req.valid('json')
      const subject = { kind: 'alert' as const, id, label: id }
      const person = await requireMay(gateway, c, 'triage-alert', {}, [subject])
      if (wish.acceptRisk !== undefined) await requireMay(gateway, c, 'accept-risk', {}, [subject])
      const row = await changeAlert(gateway, person, id, wish, seenVersion(c))
      c.header('ETag', entityTag(row.version))
      return c.json(row, 200)
    })
    .openapi(record, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await viewRecord(gateway, c.req.valid('param').id), 200)
    })
}
