import { expect, test } from 'vitest'
import { type OpenApi, operationGroups, schemaLines, typeText } from './openapi.ts'

const document: OpenApi = {
  info: { title: 'T', version: '1' },
  paths: {
    '/alerts': {
      get: { tags: ['alerts'], summary: 'List', responses: { 200: { description: 'One page' } } },
      post: {
        tags: ['alerts'],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Alert' } } } },
      },
    },
    '/session': { get: { tags: ['session'] } },
  },
  components: {
    schemas: {
      Alert: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', maxLength: 80 },
          limit: { type: 'integer', minimum: 1, maximum: 500 },
          at: { type: 'integer', maximum: Number.MAX_SAFE_INTEGER, minimum: -Number.MAX_SAFE_INTEGER },
          state: { anyOf: [{ enum: ['new', 'closed'] }, { type: 'null' }] },
          parent: { $ref: '#/components/schemas/Alert' },
          owner: { anyOf: [{ type: 'object', properties: { name: { type: 'string' } } }, { type: 'null' }] },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
}
const alert = { $ref: '#/components/schemas/Alert' }

test('operations are grouped by their first tag, in the order of the document', () => {
  const groups = operationGroups(document).map(({ name, operations }) => [name, operations.map(({ id }) => id)])
  expect(groups).toEqual([
    ['alerts', ['get /alerts', 'post /alerts']],
    ['session', ['get /session']],
  ])
})

test('types are words with their bounds; the largest safe integer is no bound', () => {
  const types = Object.fromEntries(schemaLines(document, alert).map(({ path, type }) => [path, type]))
  expect(types).toMatchObject({
    '/id': 'text ≤ 80',
    '/limit': 'whole number 1–500',
    '/at': 'whole number',
    '/state': 'one of new, closed or null',
    '/tags': 'list of text',
  })
})

test('what may be null is still opened, and a schema that holds itself is named once', () => {
  const paths = schemaLines(document, alert).map(({ path }) => path)
  expect(paths).toContain('/owner/name')
  expect(paths.filter((path) => path.startsWith('/parent'))).toEqual(['/parent'])
  expect(typeText(document, alert, ['Alert'])).toBe('Alert again')
})
