import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { ImportReport } from '../../domain/views/other-views.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { redecideOf } from '../alerts/redecide.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { appendAudit } from '../store/audit-log.ts'
import { insertRows } from '../store/bulk.ts'
import { DEPENDENCY_COLUMNS } from '../store/columns.ts'
import type { Tx } from '../store/store.ts'
import type { IdentityChange } from './identity-input.ts'
import { NO_STATE } from './identity-rows.ts'
import type { DependencyLine } from './read-import.ts'
import { mergeFacts, provenanceOf, sameMap, withoutUndefined, writeIdentity } from './write-identity.ts'

/**
 * A person's correction of what is known about an identity. It claims an unclaimed one, and its open alerts are decided
 * again. Throws `not-found`, `precondition-failed`.
 */
export async function changeIdentity(
  gateway: Gateway,
  by: AuditActor,
  id: string,
  change: IdentityChange,
  seenVersion: number,
): Promise<Identity> {
  const { store } = gateway
  return store.write(async (tx) => {
    const row = await tx
      .selectFrom('identity')
      .selectAll()
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found', 'There is no such identity.')
    const before = JSON.parse(row.body) as Identity
    if (before.version !== seenVersion) {
      throw new Problem('precondition-failed', `${before.name} changed after you opened it. Look at it again.`)
    }
    const now = await gateway.now(tx)
    const { reason, validated, ...wish } = change
    const provenance = provenanceOf(by.name, now)
    const { facts, changed } = mergeFacts(
      before,
      { ...withoutUndefined(wish), ...(validated === true ? { validatedAt: now } : {}) },
      provenance,
    )
    if (changed.length === 0 && before.claimed) return before
    const identity: Identity = { ...before, ...facts, claimed: true, version: before.version + 1 }
    await writeIdentity(gateway, tx, identity, { ...NO_STATE, consumers: row.consumers })
    await redecideOf(gateway, tx, [id], await createDecisionFacts(gateway, tx))
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'identity.changed',
        actor: by,
        subjects: [{ kind: 'identity', id, label: identity.name }],
        detail: { fields: changed, reason },
      },
    ])
    return identity
  })
}

/** The second CSV: adds or replaces single dependencies of identities that exist. One transaction. */
export async function importDependencies(
  gateway: Gateway,
  lines: readonly DependencyLine[],
  by: AuditActor,
): Promise<ImportReport> {
  return inTurn(gateway.store, () => gateway.store.write((tx) => importEdges(gateway, tx, lines, by)))
}

async function importEdges(
  gateway: Gateway,
  tx: Tx,
  lines: readonly DependencyLine[],
  by: AuditActor,
): Promise<ImportReport> {
  const { tenant } = gateway.store
  const report: ImportReport = { created: 0, updated: 0, unchanged: 0, refused: [] }
  const touched = new Set<string>()
  for (const line of lines) {
    const outcome = line.ok ? await writeEdge(gateway, tx, line.input) : line.reason
    if (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged') {
      report[outcome] += 1
      if (line.ok && outcome !== 'unchanged') touched.add(line.input.identityId)
    } else report.refused.push({ line: line.line, reason: outcome })
  }
  for (const id of touched) {
    const edges = await tx
      .selectFrom('dependency')
      .select('body')
      .where('tenant', '=', tenant)
      .where('identity_id', '=', id)
      .execute()
    const consumers = new Set(edges.map((edge) => (JSON.parse(edge.body) as Dependency).consumer.id)).size
    await bumpIdentity(tx, tenant, id, consumers)
  }
  await redecideOf(gateway, tx, [...touched], await createDecisionFacts(gateway, tx))
  const { refused, ...counts } = report
  await appendAudit(tx, tenant, await gateway.now(tx), [
    {
      code: 'identity.imported',
      actor: by,
      subjects: [{ kind: 'estate', id: 'dependencies', label: 'dependencies' }],
      detail: { ...counts, refused: refused.length },
    },
  ])
  return report
}

/** A changed map is a changed identity: what was approved on the old one is no longer what would happen. */
async function bumpIdentity(tx: Tx, tenant: string, id: string, consumers: number): Promise<void> {
  const row = await tx
    .selectFrom('identity')
    .select('body')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const identity = JSON.parse(row.body) as Identity
  const after: Identity = { ...identity, version: identity.version + 1 }
  await tx
    .updateTable('identity')
    .set({ consumers, version: after.version, body: JSON.stringify(after) })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

async function writeEdge(gateway: Gateway, tx: Tx, edge: Dependency): Promise<string> {
  const { tenant } = gateway.store
  const identity = await tx
    .selectFrom('identity')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '=', edge.identityId)
    .executeTakeFirst()
  if (identity === undefined) return `there is no identity ${edge.identityId}`
  const known = await tx
    .selectFrom('dependency')
    .select(['identity_id', 'body'])
    .where('tenant', '=', tenant)
    .where('id', '=', edge.id)
    .executeTakeFirst()
  const body = JSON.stringify(edge)
  if (known === undefined) {
    await insertRows(tx, 'dependency', DEPENDENCY_COLUMNS, [
      { tenant, id: edge.id, identity_id: edge.identityId, body },
    ])
    return 'created'
  }
  if (known.identity_id !== edge.identityId) return `dependency ${edge.id} belongs to another identity`
  if (sameMap([JSON.parse(known.body) as Dependency], [edge])) return 'unchanged'
  await tx.updateTable('dependency').set({ body }).where('tenant', '=', tenant).where('id', '=', edge.id).execute()
  return 'updated'
}
