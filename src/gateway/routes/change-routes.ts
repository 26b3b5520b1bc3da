import { createRoute, z } from '@hono/zod-openapi'
import { ChangeKind, ChangeState } from '../../domain/change/change.ts'
import type { Person } from '../../domain/people/person.ts'
import { ChangeDetail, ChangeDraft, ChangeTrial, ChangeView } from '../../domain/views/change-views.ts'
import { withdrawChange } from '../changes/end-change.ts'
import { proposeChange, proposeRollback, tryChange } from '../changes/propose-change.ts'
import { restrainTrigger } from '../changes/restrain-trigger.ts'
import { reviewChange } from '../changes/review-change.ts'
import { listChanges, viewChange } from '../changes/view-changes.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, pageOf, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'

const reason = z.string().trim().min(3).max(2000)
const params = z.object({ id: z.string().max(200) })
const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** A query like `?states=proposed&states=approved`, or once with commas. */
const states = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((part) => part.split(',')))
  .pipe(z.array(ChangeState).max(9))

const list = createRoute({
  method: 'get',
  path: '/changes',
  tags: ['policy'],
  summary: 'Changes of triggers and policy, newest first',
  request: {
    query: z.object({
      list: z.enum(['waiting-for-me', 'open', 'all']).default('all'),
      states: z.optional(states),
      kind: z.optional(ChangeKind),
      subject: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.string().max(1000).optional(),
    }),
  },
  responses: { 200: json(pageOf(ChangeView), 'By number'), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/changes/{id}',
  tags: ['policy'],
  summary: 'One change with its content, what it was based on, and its backtest',
  request: { params },
  responses: { 200: json(ChangeDetail, 'The change'), ...problems },
})

const trial = createRoute({
  method: 'post',
  path: '/changes/trial',
  tags: ['policy'],
  summary: 'What a draft would have done over stored evidence and open alerts; stores nothing',
  request: { body: body(ChangeDraft) },
  responses: { 200: json(ChangeTrial, 'Problems of the text, or a backtest'), ...problems },
})

const propose = createRoute({
  method: 'post',
  path: '/changes',
  tags: ['policy'],
  summary: 'Propose a change; its backtest is computed and attached',
  request: { body: body(ChangeDraft) },
  responses: { 201: json(ChangeDetail, 'As proposed'), ...problems },
})

const review = createRoute({
  method: 'post',
  path: '/changes/{id}/reviews',
  tags: ['policy'],
  summary: 'Review exactly the change with this digest; its proposer never may',
  request: {
    params,
    body: body(z.strictObject({ choice: z.enum(['approve', 'reject']), digest: z.string().length(64), reason })),
  },
  responses: { 200: json(ChangeDetail, 'After the review'), ...problems },
})

const withdraw = createRoute({
  method: 'post',
  path: '/changes/{id}/withdraw',
  tags: ['policy'],
  summary: 'Take an open change back',
  request: { params, body: body(z.strictObject({ reason })) },
  responses: { 200: json(ChangeDetail, 'After it'), ...problems },
})

const rollback = createRoute({
  method: 'post',
  path: '/rollbacks',
  tags: ['policy'],
  summary: 'Propose to bring a version back: reviewed like any other change',
  request: {
    body: body(z.strictObject({ kind: ChangeKind, id: z.string().max(200), version: z.number().int().min(1), reason })),
  },
  responses: { 201: json(ChangeDetail, 'As proposed'), ...problems },
})

const restrain = createRoute({
  method: 'post',
  path: '/triggers/{id}/switch',
  tags: ['policy'],
  summary: 'Take a trigger to shadow or off on the spot; the way back is a change',
  request: {
    params,
    body: body(z.strictObject({ to: z.enum(['shadow', 'off']), seenVersion: z.number().int().min(1), reason })),
  },
  responses: { 200: json(ChangeDetail, 'The change that stands for it'), ...problems },
})

/** Governed change of triggers and policy. */
export function changeRoutes(gateway: Gateway) {
  const shown = (reader: Person, id: string) => viewChange(gateway, reader, id)
  return newApi()
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { states: wanted, kind, subject, after, ...rest } = c.req.valid('query')
      const listing = { ...rest, kind: kind ?? null, subject: subject ?? null, after: after ?? null }
      return c.json(await listChanges(gateway, person, { ...listing, states: wanted ?? null }), 200)
    })
    .openapi(trial, async (c) => {
      await requireMay(gateway, c, 'propose-change')
      return c.json(await tryChange(gateway, c.req.valid('json')), 200)
    })
    .openapi(propose, async (c) => {
      const person = await requireMay(gateway, c, 'propose-change')
      return c.json(await shown(person, await proposeChange(gateway, person, c.req.valid('json'))), 201)
    })
    .openapi(rollback, async (c) => {
      const person = await requireMay(gateway, c, 'propose-change')
      return c.json(await shown(person, await proposeRollback(gateway, person, c.req.valid('json'))), 201)
    })
    .openapi(restrain, async (c) => {
      const person = await requireMay(gateway, c, 'restrain-trigger')
      const { id } = c.req.valid('param')
      return c.json(await shown(person, await restrainTrigger(gateway, person, id, c.req.valid('json'))), 200)
    })
    .openapi(one, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json(await shown(person, c.req.valid('param').id), 200)
    })
    .openapi(review, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      await reviewChange(gateway, person, id, c.req.valid('json'))
      return c.json(await shown(person, id), 200)
    })
    .openapi(withdraw, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      await withdrawChange(gateway, person, id, c.req.valid('json').reason)
      return c.json(await shown(person, id), 200)
    })
}
