import { createRoute, z } from '@hono/zod-openapi'
import type { PlanState } from '../../domain/plan/plan.ts'
import { PlanView } from '../../domain/views/plan-views.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { json, newApi, problems, whoIs } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { loadPlan, subjectsOf } from '../plans/plan-rows.ts'
import { viewPlan } from '../plans/plan-view.ts'
import { confirmConsumer } from '../repointing/confirm-consumer.ts'
import { askAgain, giveTime } from '../repointing/give-time.ts'
import { proposeOverride } from '../repointing/override.ts'

const Id = z.object({ id: z.string().min(1).max(80) })
const reason = z.string().trim().min(3).max(2000)
const note = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => text.isWellFormed(), 'half of a surrogate pair')
  .default('')
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex')

const confirmOne = createRoute({
  method: 'post',
  path: '/plans/{id}/consumers/{ordinal}/confirmation',
  tags: ['plans'],
  summary: 'Say that a consumer which your team runs was re-pointed; once, for exactly the plan whose digest you saw',
  request: {
    params: z.object({ id: Id.shape.id, ordinal: z.coerce.number().int().min(1).max(1000) }),
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ digest, note }) } },
    },
  },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

const moreTime = createRoute({
  method: 'post',
  path: '/plans/{id}/consumers/extension',
  tags: ['plans'],
  summary: 'Give the consumers that have not taken the new secret as much time again, and ask them again',
  request: {
    params: Id,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason }) } } },
  },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

const remind = createRoute({
  method: 'post',
  path: '/plans/{id}/consumers/reminder',
  tags: ['plans'],
  summary: 'Ask those again who have not answered',
  request: { params: Id },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

const override = createRoute({
  method: 'post',
  path: '/plans/{id}/consumers/override',
  tags: ['plans'],
  summary: 'Propose to retire the old secret although consumers are missing; a plan of its own that two people approve',
  request: {
    params: Id,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason }) } } },
  },
  responses: { 201: json(PlanView, 'The new plan'), ...problems },
})

/** Consumers that are to take another secret: who says that they did, and what happens where nobody does. */
export function consumerRoutes(gateway: Gateway) {
  const { store } = gateway

  /** What the rules about one plan are judged by. Throws `not-found`. */
  async function contextOf(id: string) {
    const { row, body } = await loadPlan(store.read, store.tenant, id)
    return {
      context: {
        people: await listPeople(store.read, store.tenant),
        plan: { requestedBy: body.requestedBy, state: row.state as PlanState, expiresAt: row.expires_at },
      },
      subjects: subjectsOf(body),
    }
  }

  return newApi()
    .openapi(confirmOne, async (c) => {
      const { id, ordinal } = c.req.valid('param')
      // Judged while the plan's row is held, as a vote is.
      const person = whoIs(c)
      await confirmConsumer(gateway, person, id, { ordinal, ...c.req.valid('json') })
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(moreTime, async (c) => {
      const { id } = c.req.valid('param')
      const { context, subjects } = await contextOf(id)
      const person = await requireMay(gateway, c, 'give-consumers-time', context, subjects)
      await giveTime(gateway, person, id, c.req.valid('json').reason)
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(remind, async (c) => {
      const { id } = c.req.valid('param')
      const { context, subjects } = await contextOf(id)
      const person = await requireMay(gateway, c, 'give-consumers-time', context, subjects)
      await askAgain(gateway, person, id)
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(override, async (c) => {
      const { id } = c.req.valid('param')
      const { context, subjects } = await contextOf(id)
      const person = await requireMay(gateway, c, 'propose-plan', context, subjects)
      const overriding = await proposeOverride(gateway, person, id, c.req.valid('json').reason)
      c.header('Location', `/api/plans/${overriding}`)
      return c.json(await viewPlan(gateway, person, overriding), 201)
    })
}
