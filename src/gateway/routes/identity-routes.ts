import { createRoute, z } from '@hono/zod-openapi'
import { Identity } from '../../domain/identity/identity.ts'
import { IdentityKind } from '../../domain/signal/signal.ts'
import { IdentityDetail, IdentityRow, ImportReport } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { entityTag, json, newApi, pageOf, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { changeIdentity, importDependencies } from '../identities/change-identity.ts'
import { DEPENDENCY_COLUMN_GUIDE, IDENTITY_COLUMN_GUIDE } from '../identities/csv-columns.ts'
import { exportDependencies, exportIdentities } from '../identities/export-identities.ts'
import { IdentityChange } from '../identities/identity-input.ts'
import { importIdentities } from '../identities/import-identities.ts'
import { IMPORT_BOUNDS, readDependencies, readImport } from '../identities/read-import.ts'
import { listIdentities, viewIdentity } from '../identities/view-identities.ts'
import { readAtMost } from '../ingest/read-body.ts'
import { personActor } from '../store/estate.ts'

const byId = z.object({ id: z.string().max(100) })
const format = z.enum(['json', 'ndjson', 'csv'])
const what = z.enum(['identities', 'dependencies']).default('identities')

const list = createRoute({
  method: 'get',
  path: '/identities',
  tags: ['identities'],
  summary: 'One page of the inventory, by name',
  request: {
    query: z.object({
      text: z.string().max(200).optional(),
      kind: IdentityKind.optional(),
      claimed: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z.string().max(6000).optional(),
    }),
  },
  responses: { 200: json(pageOf(IdentityRow), 'One page'), ...problems },
})

const Column = z.object({ name: z.string(), meaning: z.string(), example: z.string(), isRequired: z.boolean() })

const columns = createRoute({
  method: 'get',
  path: '/identities/columns',
  tags: ['identities'],
  summary: 'The columns of the CSV files',
  responses: {
    200: json(
      z.object({ identities: z.array(Column), dependencies: z.array(Column) }),
      'A cell that begins like a formula is led by an apostrophe on export, which import takes away',
    ),
    ...problems,
  },
})

const exported = createRoute({
  method: 'get',
  path: '/identities/export',
  tags: ['identities'],
  summary: 'The whole inventory as a file that the import reads',
  request: { query: z.object({ format: format.default('json'), what }) },
  responses: { 200: { description: 'The file' }, ...problems },
})

const imported = createRoute({
  method: 'post',
  path: '/identities/import',
  tags: ['identities'],
  summary: 'Import identities, or dependencies as CSV; bad lines are refused with their number, the others land',
  description: `At most ${IMPORT_BOUNDS.maxBytes} bytes and ${IMPORT_BOUNDS.maxRecords} lines. The same file again changes nothing.`,
  request: { query: z.object({ format, what }) },
  responses: { 200: json(ImportReport, 'What became of the lines'), ...problems },
})

const detail = createRoute({
  method: 'get',
  path: '/identities/{id}',
  tags: ['identities'],
  summary: 'One identity: facts, who uses it, what each action would break',
  request: { params: byId },
  responses: { 200: json(IdentityDetail, 'The identity; its version is the ETag'), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/identities/{id}',
  tags: ['identities'],
  summary: 'Correct what is known about an identity; claims an unclaimed one',
  request: { params: byId, body: { required: true, content: { 'application/json': { schema: IdentityChange } } } },
  responses: { 200: json(Identity, 'The identity after it'), ...problems },
})

const TYPES = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
} as const

export function identityRoutes(gateway: Gateway) {
  const guide = (of: readonly z.infer<typeof Column>[]) =>
    of.map(({ name, meaning, example, isRequired }) => ({ name, meaning, example, isRequired }))

  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      const { after, ...query } = c.req.valid('query')
      return c.json(await listIdentities(gateway, { ...query, after: after ?? null }), 200)
    })
    .openapi(columns, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ identities: guide(IDENTITY_COLUMN_GUIDE), dependencies: guide(DEPENDENCY_COLUMN_GUIDE) }, 200)
    })
    .openapi(exported, async (c) => {
      await requireMay(gateway, c, 'export-identities')
      const query = c.req.valid('query')
      if (query.what === 'dependencies' && query.format !== 'csv') {
        throw new Problem(
          'cannot-do',
          'Dependencies are part of the JSON and NDJSON of identities; alone they are CSV.',
        )
      }
      const text =
        query.what === 'dependencies'
          ? await exportDependencies(gateway)
          : await exportIdentities(gateway, query.format)
      return c.body(text, 200, {
        'Content-Type': TYPES[query.format],
        'Content-Disposition': `attachment; filename="${query.what}.${query.format}"`,
      })
    })
    .openapi(imported, async (c) => {
      const person = await requireMay(gateway, c, 'import-identities')
      const query = c.req.valid('query')
      const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
      if (type !== TYPES[query.format].split(';')[0]) {
        throw new Problem('media-type', `Send ${query.format} as Content-Type: ${TYPES[query.format]}.`)
      }
      const bytes = await readAtMost(c.req.raw.body, IMPORT_BOUNDS.maxBytes)
      if (query.what === 'dependencies') {
        if (query.format !== 'csv') throw new Problem('cannot-do', 'Dependencies alone are imported as CSV.')
        return c.json(await importDependencies(gateway, readDependencies(bytes), personActor(person)), 200)
      }
      const lines = await readImport(query.format, bytes)
      const options = { by: personActor(person), source: `import by ${person.name}`, isSample: false }
      return c.json(await importIdentities(gateway, lines, options), 200)
    })
    .openapi(detail, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const view = await viewIdentity(gateway, person, c.req.valid('param').id)
      c.header('ETag', entityTag(view.identity.version))
      return c.json(view, 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const person = await requireMay(gateway, c, 'import-identities', {}, [{ kind: 'identity', id, label: id }])
      const identity = await changeIdentity(gateway, personActor(person), id, c.req.valid('json'), seenVersion(c))
      c.header('ETag', entityTag(identity.version))
      return c.json(identity, 200)
    })
}
