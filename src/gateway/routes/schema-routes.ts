import { createRoute } from '@hono/zod-openapi'
import { AnyJson } from '../../domain/json/json-schema.ts'
import { triggerSchema } from '../../sigma/trigger-schema.ts'
import { json, newApi, problems } from '../http/api.ts'

const triggerFile = createRoute({
  method: 'get',
  path: '/schemas/trigger.json',
  tags: ['policy'],
  summary:
    'JSON Schema of a trigger file, for editors; open to everybody, since it describes the language and nothing of ours',
  responses: { 200: json(AnyJson, 'JSON Schema, 2020-12'), ...problems },
})

/** An editor that completes and checks a trigger has no session to show. */
export function schemaRoutes() {
  const schema = JSON.parse(JSON.stringify(triggerSchema())) as Record<string, never>
  return newApi().openapi(triggerFile, (c) => {
    c.header('Cache-Control', 'public, max-age=3600')
    return c.json(schema, 200)
  })
}
