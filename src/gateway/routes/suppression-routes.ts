import { createRoute, z } from '@hono/zod-openapi'
import { Impact } from '../../domain/suppression/impact-schema.ts'
import {
  MOST_QUERY_CHARACTERS,
  SuppressionDraft,
  SuppressionEnd,
  SuppressionExtension,
  SuppressionList,
  SuppressionView,
} from '../../domain/suppression/suppression.ts'
import type { Gateway } from '../gateway.ts'
import { entityTag, json, newApi, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { previewSuppression } from '../suppressions/impact.ts'
import { endSuppression, extendSuppression, putUpSuppression } from '../suppressions/put-up.ts'
import { listSuppressions, viewSuppression } from '../suppressions/suppression-rows.ts'
import { settleSuppression } from '../suppressions/sweep.ts'

const byId = z.object({ id: z.string().min(1).max(100) })
const bodyOf = <T extends z.ZodType>(schema: T) => ({ required: true, content: { 'application/json': { schema } } })

const list = createRoute({
  method: 'get',
  path: '/suppressions',
  tags: ['queue'],
  summary: 'What is kept out of the queue: by whom, why, and until when',
  responses: { 200: json(SuppressionList, 'Those that stand first, each part newest first'), ...problems },
})

const preview = createRoute({
  method: 'get',
  path: '/suppressions/preview',
  tags: ['queue'],
  summary: 'What a suppression by this query would have done to the whole history',
  description: 'Counts every alert as it stands now. Stores nothing.',
  request: { query: z.object({ query: z.string().min(1).max(MOST_QUERY_CHARACTERS) }) },
  responses: { 200: json(Impact, 'By week, tier and disposition; true positives by name'), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/suppressions/{id}',
  tags: ['queue'],
  summary: 'One suppression',
  request: { params: byId },
  responses: { 200: json(SuppressionView, 'Its version is the ETag'), ...problems },
})

const putUp = createRoute({
  method: 'post',
  path: '/suppressions',
  tags: ['queue'],
  summary: 'Keep alerts that a query finds out of the queue until a time',
  description:
    'The query asks only for what is known when an alert arrives, and names an identity, a trigger or a title. Alerts that fit are stored and ' +
    'decided as ever and marked; T3 and T4, decoys, confirmed alerts and what acts by itself are never held. Where the history holds ' +
    'true positives that it would have held, it takes an approver or a manager who has seen them.',
  request: { body: bodyOf(SuppressionDraft) },
  responses: { 201: json(SuppressionView, 'As it stands'), ...problems },
})

const extend = createRoute({
  method: 'put',
  path: '/suppressions/{id}/until',
  tags: ['queue'],
  summary: 'Another end for a suppression that stands; whoever sets it answers for it',
  description: 'Needs If-Match with the version seen.',
  request: { params: byId, body: bodyOf(SuppressionExtension) },
  responses: { 200: json(SuppressionView, 'After it'), ...problems },
})

const end = createRoute({
  method: 'put',
  path: '/suppressions/{id}/end',
  tags: ['queue'],
  summary: 'End a suppression now: what it holds comes back into the queue',
  description: 'Needs If-Match with the version seen.',
  request: { params: byId, body: bodyOf(SuppressionEnd) },
  responses: { 200: json(SuppressionView, 'After it'), ...problems },
})

/** What people keep out of the queue for a while. */
export function suppressionRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await listSuppressions(gateway), 200)
    })
    .openapi(preview, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json(await previewSuppression(gateway, person, c.req.valid('query').query), 200)
    })
    .openapi(one, async (c) => {
      await requireMay(gateway, c, 'read')
      const view = await viewSuppression(gateway, c.req.valid('param').id)
      c.header('ETag', entityTag(view.version))
      return c.json(view, 200)
    })
    .openapi(putUp, async (c) => {
      const person = await requireMay(gateway, c, 'suppress-alerts')
      const id = await putUpSuppression(gateway, person, c.req.valid('json'))
      await settleSuppression(gateway, id)
      const view = await viewSuppression(gateway, id)
      c.header('ETag', entityTag(view.version))
      return c.json(view, 201)
    })
    .openapi(extend, async (c) => {
      const person = await requireMay(gateway, c, 'suppress-alerts')
      const { id } = c.req.valid('param')
      await extendSuppression(gateway, person, id, c.req.valid('json'), seenVersion(c))
      const view = await viewSuppression(gateway, id)
      c.header('ETag', entityTag(view.version))
      return c.json(view, 200)
    })
    .openapi(end, async (c) => {
      const person = await requireMay(gateway, c, 'suppress-alerts')
      const { id } = c.req.valid('param')
      await endSuppression(gateway, person, id, c.req.valid('json').reason, seenVersion(c))
      await settleSuppression(gateway, id)
      const view = await viewSuppression(gateway, id)
      c.header('ETag', entityTag(view.version))
      return c.json(view, 200)
    })
}
