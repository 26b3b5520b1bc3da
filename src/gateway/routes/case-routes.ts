import { createRoute, z } from '@hono/zod-openapi'
import { CaseAddition, CaseCandidates, CaseChange, CaseDraft, CaseRemoval, CaseStatus } from '../../domain/case/case.ts'
import { CaseHolding, CaseSummary, CaseView } from '../../domain/views/case-views.ts'
import { casesHolding, listCases } from '../cases/case-rows.ts'
import { viewCase } from '../cases/view-case.ts'
import { addToCase, openCase, removeFromCase, saveCase, withdrawCase } from '../cases/work-case.ts'
import type { Gateway } from '../gateway.ts'
import { type ApiContext, entityTag, json, newApi, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'

const byId = z.object({ id: z.string().min(1).max(100) })
const bodyOf = <T extends z.ZodType>(schema: T) => ({ required: true, content: { 'application/json': { schema } } })
const answer = { 200: json(CaseView, 'After it; its version is the ETag'), ...problems }

const list = createRoute({
  method: 'get',
  path: '/cases',
  tags: ['cases'],
  summary: 'Alerts that are worked as one, those that changed last first',
  request: { query: z.object({ status: CaseStatus.optional() }) },
  responses: { 200: json(z.object({ items: z.array(CaseSummary) }), 'At most 500'), ...problems },
})

const holding = createRoute({
  method: 'post',
  path: '/cases/holding',
  tags: ['cases'],
  summary: 'The cases that hold some of these alerts, each with which: what a new case would leave out',
  description: 'Stores nothing.',
  request: { body: bodyOf(CaseCandidates) },
  responses: { 200: json(z.object({ items: z.array(CaseHolding) }), 'By number'), ...problems },
})

const open = createRoute({
  method: 'post',
  path: '/cases',
  tags: ['cases'],
  summary: 'Open a case of some alerts; an alert is in one case at most',
  request: { body: bodyOf(CaseDraft) },
  responses: { 201: json(CaseView, 'As opened, owned by who opened it'), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/cases/{id}',
  tags: ['cases'],
  summary: 'A case: its members and why each belongs to it, what else hangs together with them, and its timeline',
  request: { params: byId },
  responses: answer,
})

const save = createRoute({
  method: 'patch',
  path: '/cases/{id}',
  tags: ['cases'],
  summary: 'Name, owner and status of a case',
  description: 'Needs If-Match with the version seen. It is closed with a reason, and when none of its alerts is open.',
  request: { params: byId, body: bodyOf(CaseChange) },
  responses: answer,
})

const add = createRoute({
  method: 'post',
  path: '/cases/{id}/members',
  tags: ['cases'],
  summary: 'Add alerts by hand, with a reason',
  description: 'Needs If-Match with the version seen.',
  request: { params: byId, body: bodyOf(CaseAddition) },
  responses: answer,
})

const remove = createRoute({
  method: 'post',
  path: '/cases/{id}/removals',
  tags: ['cases'],
  summary: 'Take alerts out by hand, with a reason',
  description: 'Needs If-Match with the version seen. The last alert stays.',
  request: { params: byId, body: bodyOf(CaseRemoval) },
  responses: answer,
})

const withdraw = createRoute({
  method: 'post',
  path: '/cases/{id}/withdrawal',
  tags: ['cases'],
  summary: 'Take back that one opened it',
  description:
    'Needs If-Match with the version seen. Only by who opened it, and while nobody changed it: its alerts stand alone again, the log keeps what was done.',
  request: { params: byId },
  responses: { 204: { description: 'It is gone' }, ...problems },
})

/** Alerts that people work as one. */
export function caseRoutes(gateway: Gateway) {
  const { store } = gateway
  const shown = async (c: ApiContext, id: string) => {
    const view = await viewCase(gateway, id)
    c.header('ETag', entityTag(view.version))
    return view
  }
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      const { status } = c.req.valid('query')
      return c.json({ items: [...(await listCases(store.read, store.tenant, status ?? null))] }, 200)
    })
    .openapi(holding, async (c) => {
      await requireMay(gateway, c, 'read')
      const { alertIds } = c.req.valid('json')
      return c.json({ items: [...(await casesHolding(store.read, store.tenant, alertIds))] }, 200)
    })
    .openapi(open, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      return c.json(await shown(c, await openCase(gateway, person, c.req.valid('json'))), 201)
    })
    .openapi(one, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await shown(c, c.req.valid('param').id), 200)
    })
    .openapi(save, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      const { id } = c.req.valid('param')
      await saveCase(gateway, person, id, c.req.valid('json'), seenVersion(c))
      return c.json(await shown(c, id), 200)
    })
    .openapi(add, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      const { id } = c.req.valid('param')
      await addToCase(gateway, person, id, c.req.valid('json'), seenVersion(c))
      return c.json(await shown(c, id), 200)
    })
    .openapi(remove, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      const { id } = c.req.valid('param')
      await removeFromCase(gateway, person, id, c.req.valid('json'), seenVersion(c))
      return c.json(await shown(c, id), 200)
    })
    .openapi(withdraw, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      await withdrawCase(gateway, person, c.req.valid('param').id, seenVersion(c))
      return c.body(null, 204)
    })
}
