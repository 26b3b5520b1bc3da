import { createRoute, z } from '@hono/zod-openapi'
import { ActualCounts } from '../../domain/change/prediction.ts'
import { whatWouldChange } from '../../domain/decision/what-would-change.ts'
import {
  CountAsk,
  LongHistory,
  ScenarioDetail,
  ScenarioDraft,
  ScenarioView,
  WhatWouldChange,
} from '../../domain/views/history-views.ts'
import { decideStoredAlert } from '../alerts/decide-alert.ts'
import type { Gateway } from '../gateway.ts'
import { actualSince } from '../history/actual.ts'
import { serveHistory } from '../history/history-desk.ts'
import { addScenario, listScenarios, removeScenario, saveScenario, viewScenario } from '../history/scenarios.ts'
import { streamCounts } from '../history/stream-counts.ts'
import { entityTag, json, newApi, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'

const DEFAULT_ALERTS = 200_000
const MOST_ALERTS = 1_000_000

const history = createRoute({
  method: 'get',
  path: '/history',
  tags: ['what-if'],
  summary: 'The newest alerts with everything that their decisions look at, as columns',
  description:
    'An identity’s kind, environment, privilege, tenancy, criticality, and whether it was described and had an owner, are as recorded ' +
    'with the newest record of each alert. Where nothing was recorded, and in all else (who the owner is, credentials, consumers, ' +
    'records of triggers, exercises), everything is as of the moment of the answer. Corroboration is by the window of the policy ' +
    'in force. Header History-Total counts the alerts in the store, History-Next ' +
    'is the `before` of the next older part. The ETag stands for the content; send it as If-None-Match.',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(MOST_ALERTS).default(DEFAULT_ALERTS),
      before: z.coerce.number().int().min(0).optional(),
    }),
  },
  responses: {
    200: {
      description: 'JSON of what is named by index, then typed arrays',
      content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
    304: { description: 'It is what If-None-Match names' },
    ...problems,
  },
})

const long = createRoute({
  method: 'get',
  path: '/history/long',
  tags: ['what-if'],
  summary: 'The history that no browser holds, where the gateway has one',
  responses: {
    200: json(z.object({ long: LongHistory.nullable() }), 'Null where none is configured (HISTORY_URL)'),
    ...problems,
  },
})

const counts = createRoute({
  method: 'post',
  path: '/history/counts',
  tags: ['what-if'],
  summary: 'Count a draft over the long history',
  description:
    'A line of JSON each: progress, what a sample of one alert in 64 says of the whole, and last what is exact, or why it was given up. ' +
    'Nothing is stored, so it needs no Idempotency-Key. One draft at a time for each person: a later one ends the earlier. Closing the ' +
    'connection ends the query.',
  request: { body: { required: true, content: { 'application/json': { schema: CountAsk } } } },
  responses: {
    200: {
      description: 'Lines of JSON',
      content: { 'application/x-ndjson': { schema: z.any().openapi({ type: 'string' }) } },
    },
    ...problems,
  },
})

const actual = createRoute({
  method: 'get',
  path: '/history/actual',
  tags: ['what-if'],
  summary: 'What the alerts since then really came to, in the counts of a prediction',
  request: { query: z.object({ since: z.coerce.number().int().min(0) }) },
  responses: { 200: json(ActualCounts, 'By receipt, as the alerts are decided now'), ...problems },
})

const byId = z.object({ id: z.string().max(100) })

const alternatives = createRoute({
  method: 'get',
  path: '/alerts/{id}/what-would-change',
  tags: ['what-if'],
  summary: 'The smallest changes of facts or policy that would move an alert’s tier or gate',
  description: 'Each is decided again with the state of this moment. Nothing is stored.',
  request: { params: byId },
  responses: { 200: json(WhatWouldChange, 'Facts first, of each the nearest value'), ...problems },
})

const draftBody = { required: true, content: { 'application/json': { schema: ScenarioDraft } } } as const

const list = createRoute({
  method: 'get',
  path: '/scenarios',
  tags: ['what-if'],
  summary: 'The reader’s scenarios and those that others share',
  responses: { 200: json(z.object({ items: z.array(ScenarioView) }), 'The one saved last first'), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/scenarios/{id}',
  tags: ['what-if'],
  summary: 'One scenario with what it tries',
  request: { params: byId },
  responses: { 200: json(ScenarioDetail, 'The scenario; its version is the ETag'), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/scenarios',
  tags: ['what-if'],
  summary: 'Keep a scenario, for oneself or shared',
  request: { body: draftBody },
  responses: { 201: json(ScenarioDetail, 'As kept'), ...problems },
})

const save = createRoute({
  method: 'put',
  path: '/scenarios/{id}',
  tags: ['what-if'],
  summary: 'Replace a scenario of one’s own',
  description: 'Needs If-Match with the version seen.',
  request: { params: byId, body: draftBody },
  responses: { 200: json(ScenarioDetail, 'After it'), ...problems },
})

const remove = createRoute({
  method: 'delete',
  path: '/scenarios/{id}',
  tags: ['what-if'],
  summary: 'Delete a scenario of one’s own',
  request: { params: byId },
  responses: { 204: { description: 'Deleted' }, ...problems },
})

/** What a what-if reads and keeps. */
export function historyRoutes(gateway: Gateway) {
  return newApi()
    .openapi(history, async (c) => {
      await requireMay(gateway, c, 'read')
      const { limit, before } = c.req.valid('query')
      const knownTag = c.req.header('If-None-Match') ?? null
      const served = await serveHistory(gateway, { limit, before: before ?? null }, knownTag, c.req.raw.signal)
      if (served === null) return c.body(null, 304)
      c.header('ETag', served.tag)
      c.header('Content-Type', 'application/octet-stream')
      c.header('History-Total', String(served.total))
      if (served.next !== null) c.header('History-Next', String(served.next))
      return c.body(served.bytes, 200)
    })
    .openapi(long, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ long: (await gateway.longHistory?.view()) ?? null }, 200)
    })
    .openapi(counts, async (c) => {
      const person = await requireMay(gateway, c, 'count-history')
      const desk = gateway.longHistory
      if (desk === undefined) {
        throw new Problem('cannot-do', 'This gateway has no long history. Whoever runs it names one with HISTORY_URL.')
      }
      c.header('Content-Type', 'application/x-ndjson')
      // The router takes every type with "json" in its name for one document; these are many.
      return c.body(streamCounts(desk, person, c.req.valid('json'), c.req.raw.signal), 200) as never
    })
    .openapi(actual, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await actualSince(gateway, c.req.valid('query').since), 200)
    })
    .openapi(alternatives, async (c) => {
      await requireMay(gateway, c, 'read')
      const { decision, input } = await decideStoredAlert(gateway, gateway.store.read, c.req.valid('param').id)
      const { need, gate, decidedAt: asOf } = decision
      return c.json({ tier: need.tier, gate, asOf, alternatives: [...whatWouldChange(input)] }, 200)
    })
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json({ items: [...(await listScenarios(gateway, person))] }, 200)
    })
    .openapi(add, async (c) => {
      const person = await requireMay(gateway, c, 'keep-scenario')
      const id = await addScenario(gateway, person, c.req.valid('json'))
      return c.json(await viewScenario(gateway, person, id), 201)
    })
    .openapi(one, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const shown = await viewScenario(gateway, person, c.req.valid('param').id)
      c.header('ETag', entityTag(shown.scenario.version))
      return c.json(shown, 200)
    })
    .openapi(save, async (c) => {
      const person = await requireMay(gateway, c, 'keep-scenario')
      const { id } = c.req.valid('param')
      await saveScenario(gateway, person, id, c.req.valid('json'), seenVersion(c))
      const shown = await viewScenario(gateway, person, id)
      c.header('ETag', entityTag(shown.scenario.version))
      return c.json(shown, 200)
    })
    .openapi(remove, async (c) => {
      const person = await requireMay(gateway, c, 'keep-scenario')
      await removeScenario(gateway, person, c.req.valid('param').id)
      return c.body(null, 204)
    })
}
