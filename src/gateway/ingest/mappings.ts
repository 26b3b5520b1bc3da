import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Format } from '../../formats/format.ts'
import { formatFromMapping } from '../../formats/generic.ts'
import { FORMATS } from '../../formats/registry.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { setMeta } from '../store/estate.ts'

/** Where a mapping document stands in `meta`: few, small, and read with every delivery. */
const KEY = 'mapping:'

export interface StoredMapping {
  readonly name: string
  readonly title: string
  /** The document as it was saved. */
  readonly document: unknown
}

/** The mapping documents of this installation, by name. */
export async function listMappings({ store }: Gateway): Promise<readonly StoredMapping[]> {
  const rows = await store.read
    .selectFrom('meta')
    .select(['key', 'value'])
    .where('tenant', '=', store.tenant)
    .where('key', 'like', `${KEY}%`)
    .orderBy('key')
    .execute()
  return rows.flatMap(({ key, value }) => {
    const document: unknown = JSON.parse(value)
    const read = formatFromMapping(document)
    return read.ok ? [{ name: key.slice(KEY.length), title: read.format.title, document }] : []
  })
}

/** Every format that can be delivered here: the built-in ones, then those that mapping documents describe. */
export async function deliverableFormats(gateway: Gateway): Promise<readonly Format[]> {
  const mapped = (await listMappings(gateway)).flatMap(({ document }) => {
    const read = formatFromMapping(document)
    return read.ok ? [read.format] : []
  })
  return [...FORMATS, ...mapped]
}

/**
 * Saves a mapping document under its own name, replacing an older one of that name. Refused with every wrong place named, or
 * where a built-in format has the name. Records that it could not read before can be replayed from the dead letters.
 */
export async function saveMapping(gateway: Gateway, document: unknown, by: AuditActor): Promise<StoredMapping> {
  const read = formatFromMapping(document)
  if (!read.ok) {
    const issues = read.problems.map(({ at, reason }) => ({ at, message: reason }))
    const first = issues[0]
    const where = first === undefined ? '' : ` ${first.at}: ${first.message}.`
    throw new Problem('invalid-request', `The mapping was not saved.${where}`, { issues })
  }
  const { name, title } = read.format
  if (FORMATS.some((format) => format.name === name)) {
    throw new Problem('invalid-request', `${name} is a built-in format. Give the mapping another name.`, {
      issues: [{ at: '/name', message: 'the name of a built-in format' }],
    })
  }
  const { store } = gateway
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    await setMeta(tx, store.tenant, KEY + name, JSON.stringify(document))
    await appendAudit(tx, store.tenant, now, [
      { code: 'mapping.saved', actor: by, subjects: [], detail: { mapping: name, title } },
    ])
  })
  return { name, title, document }
}

export async function removeMapping(gateway: Gateway, name: string, by: AuditActor): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    const removed = await tx
      .deleteFrom('meta')
      .where('tenant', '=', store.tenant)
      .where('key', '=', KEY + name)
      .returning('key')
      .executeTakeFirst()
    if (removed === undefined) throw new Problem('not-found', `There is no mapping ${name}.`)
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      { code: 'mapping.removed', actor: by, subjects: [], detail: { mapping: name } },
    ])
  })
}
