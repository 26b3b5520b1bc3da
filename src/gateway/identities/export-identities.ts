import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Gateway } from '../gateway.ts'
import { formatCsv } from './csv.ts'
import { DEPENDENCY_COLUMN_GUIDE, flatten, IDENTITY_COLUMN_GUIDE } from './csv-columns.ts'
import type { ImportFormat } from './read-import.ts'

const PAGE = 500

/** All identities by id as one text that our own import reads back to the same. */
export async function exportIdentities(gateway: Gateway, format: ImportFormat): Promise<string> {
  const parts: string[] = []
  const rows: string[][] = []
  for await (const { identity, dependencies } of everyIdentity(gateway)) {
    if (format === 'csv') rows.push(IDENTITY_COLUMN_GUIDE.map((column) => column.write(identity)))
    else parts.push(JSON.stringify({ ...identity, dependencies }))
  }
  if (format === 'csv') {
    return formatCsv(
      IDENTITY_COLUMN_GUIDE.map((column) => column.name),
      rows,
    )
  }
  return format === 'json' ? `[${parts.join(',\n')}]\n` : parts.map((part) => `${part}\n`).join('')
}

/** The dependency maps of all identities as the second CSV. */
export async function exportDependencies(gateway: Gateway): Promise<string> {
  const rows: string[][] = []
  for await (const { dependencies } of everyIdentity(gateway)) {
    for (const one of dependencies) rows.push(DEPENDENCY_COLUMN_GUIDE.map((column) => column.write(flatten(one))))
  }
  return formatCsv(
    DEPENDENCY_COLUMN_GUIDE.map((column) => column.name),
    rows,
  )
}

async function* everyIdentity(
  gateway: Gateway,
): AsyncIterable<{ identity: Identity; dependencies: readonly Dependency[] }> {
  const { read, tenant } = gateway.store
  let after = ''
  for (;;) {
    const rows = await read
      .selectFrom('identity')
      .select(['id', 'body'])
      .where('tenant', '=', tenant)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    const edges = await read
      .selectFrom('dependency')
      .select(['identity_id', 'body'])
      .where('tenant', '=', tenant)
      .where(
        'identity_id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('id')
      .execute()
    const byIdentity = Map.groupBy(edges, (edge) => edge.identity_id)
    for (const row of rows) {
      const dependencies = (byIdentity.get(row.id) ?? []).map((edge) => JSON.parse(edge.body) as Dependency)
      yield { identity: JSON.parse(row.body) as Identity, dependencies }
    }
  }
}
