import { createRoute, z } from '@hono/zod-openapi'
import { Doing, NoteDraft, NoteView, PresenceView } from '../../domain/views/together-views.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { addNote } from '../work/notes.ts'
import { lookAt, lookAway } from '../work/presence.ts'

const byId = z.object({ id: z.string().max(100) })
const tags = ['together']

const note = createRoute({
  method: 'post',
  path: '/alerts/{id}/notes',
  tags,
  summary: 'Write a note on an alert',
  description: 'Whom it calls by `@` and their name is told. A note is never changed and never taken off.',
  request: { params: byId, body: { required: true, content: { 'application/json': { schema: NoteDraft } } } },
  responses: { 201: json(NoteView, 'The note'), ...problems },
})

const look = createRoute({
  method: 'put',
  path: '/alerts/{id}/presence',
  tags,
  summary: 'Say that you have an alert in front of you',
  description: 'Holds for 45 seconds; say it again while it is so.',
  request: {
    params: byId,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ doing: Doing }) } } },
  },
  responses: { 200: json(z.object({ items: z.array(PresenceView) }), 'Who else has, longest first'), ...problems },
})

const away = createRoute({
  method: 'delete',
  path: '/alerts/{id}/presence',
  tags,
  summary: 'Say that you have turned to something else',
  request: { params: byId },
  responses: { 204: { description: 'Nobody sees you there any more' }, ...problems },
})

export function togetherRoutes(gateway: Gateway) {
  return newApi()
    .openapi(note, async (c) => {
      const { id } = c.req.valid('param')
      const person = await requireMay(gateway, c, 'triage-alert', {}, [{ kind: 'alert', id, label: id }])
      return c.json(await addNote(gateway, person, id, c.req.valid('json').text), 201)
    })
    .openapi(look, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const items = await lookAt(gateway, person, c.req.valid('param').id, c.req.valid('json').doing)
      return c.json({ items }, 200)
    })
    .openapi(away, async (c) => {
      await lookAway(gateway, await requireMay(gateway, c, 'read'), c.req.valid('param').id)
      return c.body(null, 204)
    })
}
