import { createRoute, z } from '@hono/zod-openapi'
import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { Assertion } from '../../domain/people/passkey.ts'
import type { Person } from '../../domain/people/person.ts'
import { ApprovalExport, ApprovalStatement } from '../../domain/plan/approval-statement.ts'
import { PLAN_STATES, PlanState } from '../../domain/plan/plan.ts'
import {
  REPOINT_AT_LEAST_MS,
  REPOINT_AT_MOST_MS,
  RESTORE_AT_LEAST_MS,
  RESTORE_AT_MOST_MS,
} from '../../domain/plan/plan-words.ts'
import { PlanSummary } from '../../domain/views/alert-views.ts'
import { ApprovalHabits } from '../../domain/views/habit-views.ts'
import { PlanDraft, PlanView } from '../../domain/views/plan-views.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { entityTag, json, newApi, pageOf, problems, whoIs } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { requirePlace } from '../passkeys/place.ts'
import { castVote } from '../plans/cast-vote.ts'
import { confirmPlan } from '../plans/confirm-plan.ts'
import { choicesBesides } from '../plans/draft-choices.ts'
import { goesPastCap } from '../plans/draft-plan.ts'
import { cancelPlan, hasWaiting } from '../plans/end-plan.ts'
import { exportApprovals } from '../plans/export-approvals.ts'
import { extendPlan } from '../plans/extend-plan.ts'
import { listPlans } from '../plans/list-plans.ts'
import { loadPlan, progressOfPlans, subjectsOf } from '../plans/plan-rows.ts'
import { viewPlan } from '../plans/plan-view.ts'
import { draftPlan, proposePlan, sayRefusal } from '../plans/propose-plan.ts'
import { proposeRollback } from '../plans/propose-rollback.ts'
import { readHabits } from '../plans/read-habits.ts'
import { prepareSignature } from '../plans/sign-vote.ts'
import { personActor } from '../store/estate.ts'

const Id = z.object({ id: z.string().min(1).max(80) })
const reason = z.string().trim().min(3).max(2000)
const votersReason = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => text.isWellFormed(), 'half of a surrogate pair')
  .default('')
const restoreTime = z.number().int().min(RESTORE_AT_LEAST_MS).max(RESTORE_AT_MOST_MS)
const restoreAfterMs = restoreTime
  .nullable()
  .default(null)
  .describe('Taken back by itself so long (ms) after it was done, unless somebody confirms it. Null: it stays.')
const repointTime = z.number().int().min(REPOINT_AT_LEAST_MS).max(REPOINT_AT_MOST_MS)
const repointWithinMs = repointTime
  .nullable()
  .default(null)
  .describe('Only of rotate-secret: in stages, consumers having so long (ms) to take the new secret. Null: at once.')
const playbook = z
  .string()
  .max(80)
  .describe('A course that is shipped or was brought in: all of it instead of the one action, which is its first.')
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex')

const draft = createRoute({
  method: 'get',
  path: '/alerts/{id}/draft',
  tags: ['plans'],
  summary: 'The plan as it would be proposed, with the exact requests; stores nothing and sends nothing',
  request: {
    params: Id,
    query: z.object({
      action: z.enum(ACTION_IDS),
      playbook: playbook.optional(),
      restoreAfterMs: z.coerce.number().pipe(restoreTime).optional(),
      repointWithinMs: z.coerce.number().pipe(repointTime).optional(),
    }),
  },
  responses: { 200: json(PlanDraft, 'The draft'), ...problems },
})

const habits = createRoute({
  method: 'get',
  path: '/approvals/habits',
  tags: ['plans'],
  summary: 'How people decide, from the record: decisions faster than reading, and the busiest hour of each person',
  request: { query: z.object({ days: z.coerce.number().int().min(1).max(365).default(30) }) },
  responses: { 200: json(ApprovalHabits, 'Whoever decided most in a hurry first'), ...problems },
})

const propose = createRoute({
  method: 'post',
  path: '/plans',
  tags: ['plans'],
  summary: 'Propose a plan; only one gate stands between it and its target',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            alertId: z.string().min(1).max(80),
            action: z.enum(ACTION_IDS),
            playbook: playbook.nullable().default(null),
            reason,
            exceedsCap: z.boolean().default(false),
            restoreAfterMs,
            repointWithinMs,
          }),
        },
      },
    },
  },
  responses: { 201: json(PlanView, 'The plan, pending or, where its gate is automatic, approved'), ...problems },
})

const list = createRoute({
  method: 'get',
  path: '/plans',
  tags: ['plans'],
  summary: 'Plans that wait, or that were decided',
  request: {
    query: z.object({
      list: z.enum(['pending', 'waiting-for-me', 'waiting', 'history', 'all']).default('all'),
      states: z
        .string()
        .max(200)
        .transform((text) => text.split(','))
        .pipe(z.array(PlanState).max(PLAN_STATES.length))
        .optional()
        .openapi({ type: 'string', description: 'States, separated by commas' }),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z.string().max(400).optional(),
    }),
  },
  responses: { 200: json(pageOf(PlanSummary), 'One page'), ...problems },
})

const view = createRoute({
  method: 'get',
  path: '/plans/{id}',
  tags: ['plans'],
  summary: 'A plan with its votes, its steps, and the state of this moment against what was proposed',
  request: { params: Id },
  responses: { 200: json(PlanView, 'The plan; the ETag is its version'), ...problems },
})

const vote = createRoute({
  method: 'post',
  path: '/plans/{id}/votes',
  tags: ['plans'],
  summary: 'Vote for exactly the plan whose digest you saw',
  request: {
    params: Id,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            choice: z.enum(['approve', 'reject']),
            digest,
            reason: votersReason,
            assertion: Assertion.nullable().default(null),
          }),
        },
      },
    },
  },
  responses: { 200: json(PlanView, 'The plan after the vote'), ...problems },
})

const sign = createRoute({
  method: 'post',
  path: '/plans/{id}/signature',
  tags: ['plans'],
  summary: 'The statement that a passkey is asked to sign for a vote; counts for nothing by itself',
  request: {
    params: Id,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            choice: z.enum(['approve', 'reject', 'break-glass']),
            digest,
            shown: digest,
            reason: votersReason,
          }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({ statement: ApprovalStatement, request: z.looseObject({ challenge: z.string() }) }),
      'The statement, and the request whose challenge is its SHA-256; good for five minutes, once',
    ),
    ...problems,
  },
})

const approvals = createRoute({
  method: 'get',
  path: '/plans/{id}/approvals',
  tags: ['plans'],
  summary: 'The plan’s bytes with every signed vote, for checking offline: npm run -s cli -- verify-approval FILE',
  request: { params: Id },
  responses: { 200: json(ApprovalExport, 'A file of its own'), ...problems },
})

const cancel = createRoute({
  method: 'post',
  path: '/plans/{id}/cancel',
  tags: ['plans'],
  summary: 'Withdraw a plan of which nothing is under way, or stop one of several steps before its next one',
  request: {
    params: Id,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason }) } } },
  },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

const extend = createRoute({
  method: 'post',
  path: '/plans/{id}/extension',
  tags: ['plans'],
  summary: 'Give a waiting plan as much time again, once, in its last minutes; what was approved before counts no more',
  request: {
    params: Id,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason }) } } },
  },
  responses: { 200: json(PlanView, 'The plan after it, with its new digest'), ...problems },
})

const confirm = createRoute({
  method: 'post',
  path: '/plans/{id}/confirmation',
  tags: ['plans'],
  summary: 'Say that what a temporary plan did stays: it is not taken back at its deadline',
  request: {
    params: Id,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason }) } } },
  },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

const rollback = createRoute({
  method: 'post',
  path: '/plans/{id}/rollback',
  tags: ['plans'],
  summary: 'Propose the plan that takes this one back; it passes a gate of its own',
  request: {
    params: Id,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ reason }) } } },
  },
  responses: { 201: json(PlanView, 'The new plan'), ...problems },
})

export function planRoutes(gateway: Gateway) {
  const { store } = gateway

  /** What the rules about one plan are judged by. Throws `not-found`. */
  async function contextOf(id: string) {
    const plan = await loadPlan(store.read, store.tenant, id)
    const { row, body } = plan
    return {
      context: {
        people: await listPeople(store.read, store.tenant),
        plan: {
          requestedBy: body.requestedBy,
          state: row.state as PlanState,
          expiresAt: row.expires_at,
          hasWaitingSteps: await hasWaiting(store.read, store.tenant, id),
          hasEffect: ((await progressOfPlans(store.read, store.tenant, [id])).get(id)?.done ?? 0) > 0,
          isTemporary: row.restore_at !== null && row.confirmed === null,
        },
      },
      subjects: subjectsOf(body),
    }
  }

  const alertSubject = (id: string) => [{ kind: 'alert' as const, id, label: id }]

  async function mayPropose(person: Person): Promise<PlanDraft['mayPropose']> {
    return gateway.rights.may(person, 'propose-plan', { people: await listPeople(store.read, store.tenant) })
  }

  return newApi()
    .openapi(habits, async (c) => {
      await requireMay(gateway, c, 'read-habits')
      return c.json(await readHabits(gateway, c.req.valid('query').days), 200)
    })
    .openapi(draft, async (c) => {
      const { id } = c.req.valid('param')
      const {
        action,
        playbook: own = null,
        restoreAfterMs: after = null,
        repointWithinMs: pace = null,
      } = c.req.valid('query')
      const person = await requireMay(gateway, c, 'read', {}, alertSubject(id))
      const drafted = await draftPlan(gateway, person, id, {
        action,
        playbook: own,
        restoreAfterMs: after,
        repointWithinMs: pace,
      })
      if (!drafted.ok) throw new Problem('cannot-do', sayRefusal(drafted))
      const verdict = await mayPropose(person)
      const isPast =
        verdict.allowed && drafted.body.steps.some((step) => goesPastCap(step.action, drafted.alertCase.decided))
      const because = `${actionOf(action).title} goes past the cap: it takes two approvals, and you say that you know.`
      const shown = isPast ? { allowed: true, rule: 'propose.past-cap', because } : verdict
      const choices = await choicesBesides(gateway, drafted, action, own)
      return c.json({ body: drafted.body, mayPropose: shown, ...choices }, 200)
    })
    .openapi(propose, async (c) => {
      const body = c.req.valid('json')
      const people = await listPeople(store.read, store.tenant)
      const person = await requireMay(gateway, c, 'propose-plan', { people }, alertSubject(body.alertId))
      const id = await proposePlan(gateway, person, personActor(person), body)
      const plan = await viewPlan(gateway, person, id)
      c.header('Location', `/api/plans/${id}`)
      c.header('ETag', entityTag(plan.version))
      return c.json(plan, 201)
    })
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json(await listPlans(gateway, person, c.req.valid('query')), 200)
    })
    .openapi(view, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const plan = await viewPlan(gateway, person, c.req.valid('param').id)
      c.header('ETag', entityTag(plan.version))
      return c.json(plan, 200)
    })
    .openapi(vote, async (c) => {
      const { id } = c.req.valid('param')
      // Judged while the plan's row is held, so that who may vote and what the vote does are one moment.
      const person = whoIs(c)
      await castVote(gateway, person, id, c.req.valid('json'))
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(sign, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      return c.json(await prepareSignature(gateway, person, id, c.req.valid('json'), requirePlace(gateway, c)), 200)
    })
    .openapi(approvals, async (c) => {
      await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      const exported = await exportApprovals(gateway, id)
      c.header('Content-Disposition', `attachment; filename="approvals-${id.replaceAll(/[^\w-]/g, '')}.json"`)
      return c.json(exported, 200)
    })
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid('param')
      const { context, subjects } = await contextOf(id)
      const person = await requireMay(gateway, c, 'cancel-plan', context, subjects)
      await cancelPlan(gateway, person, id, c.req.valid('json').reason)
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(extend, async (c) => {
      const { id } = c.req.valid('param')
      const person = await requireMay(gateway, c, 'read')
      await extendPlan(gateway, person, id, c.req.valid('json').reason)
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(confirm, async (c) => {
      const { id } = c.req.valid('param')
      const { context, subjects } = await contextOf(id)
      const person = await requireMay(gateway, c, 'confirm-plan', context, subjects)
      await confirmPlan(gateway, person, id, c.req.valid('json').reason)
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(rollback, async (c) => {
      const { id } = c.req.valid('param')
      const { context, subjects } = await contextOf(id)
      const person = await requireMay(gateway, c, 'roll-back', context, subjects)
      const undoing = await proposeRollback(gateway, person, id, c.req.valid('json').reason)
      c.header('Location', `/api/plans/${undoing}`)
      return c.json(await viewPlan(gateway, person, undoing), 201)
    })
}
