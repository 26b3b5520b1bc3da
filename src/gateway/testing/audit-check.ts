import type { AuditEntry } from '../../domain/audit/entry.ts'
import { createVerifier } from '../../domain/audit/verify-log.ts'
import { sha256 } from '../hash.ts'
import type { World } from './gateway-kit.ts'

/** All entries of a world's log, oldest first. */
export async function auditEntries(world: World): Promise<AuditEntry[]> {
  const rows = await world.store.read
    .selectFrom('audit_entry')
    .select('text')
    .where('tenant', '=', world.store.tenant)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => JSON.parse(row.text) as AuditEntry)
}

/** Reads the whole log as an auditor's browser does and says what is wrong with it, or null. */
export async function logTrouble(world: Pick<World, 'store'>): Promise<string | null> {
  const { read, tenant } = world.store
  const rows = await read
    .selectFrom('audit_entry')
    .select('text')
    .where('tenant', '=', tenant)
    .orderBy('sequence')
    .execute()
  const head = await read
    .selectFrom('audit_head')
    .select(['size', 'root'])
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  const verifier = createVerifier(sha256)
  verifier.feed(rows.map((row) => row.text))
  const report = verifier.finish(head)
  return report.isIntact ? null : JSON.stringify(report)
}
