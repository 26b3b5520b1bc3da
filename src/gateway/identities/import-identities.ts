import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { ImportReport } from '../../domain/views/other-views.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { redecideOf } from '../alerts/redecide.ts'
import type { Gateway } from '../gateway.ts'
import { newId } from '../ids.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { appendAudit } from '../store/audit-log.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { IdentityInput } from './identity-input.ts'
import { NO_STATE, nameHash, UNKNOWN_FACTS } from './identity-rows.ts'
import {
  absorbIdentity,
  mergeFacts,
  provenanceOf,
  replaceDependencies,
  sameMap,
  withoutUndefined,
  writeIdentity,
} from './write-identity.ts'

/** A line as it was read: what it says, or why it is refused. */
export type ImportLine = { readonly line: number } & (
  | { readonly ok: true; readonly input: IdentityInput }
  | { readonly ok: false; readonly reason: string }
)

export interface ImportOptions {
  readonly by: AuditActor
  /** Where the facts come from, as their provenance says. */
  readonly source: string
  readonly isSample: boolean
}

/** Lines of one transaction. */
const CHUNK_LINES = 200

/**
 * Imports identities, in transactions of 200 lines. An unclaimed identity that carries one of the names is claimed and keeps
 * its id; open alerts of everything that changed are decided again. A refused line says why; the others land.
 */
export async function importIdentities(
  gateway: Gateway,
  lines: readonly ImportLine[],
  options: ImportOptions,
): Promise<ImportReport> {
  const report: ImportReport = { created: 0, updated: 0, unchanged: 0, refused: [] }
  for (let start = 0; start < lines.length; start += CHUNK_LINES) {
    const part = lines.slice(start, start + CHUNK_LINES)
    const counts = await inTurn(gateway.store, () =>
      gateway.store.write((tx) => importPart(gateway, tx, part, options)),
    )
    report.created += counts.created
    report.updated += counts.updated
    report.unchanged += counts.unchanged
    report.refused.push(...counts.refused)
  }
  return report
}

async function importPart(
  gateway: Gateway,
  tx: Tx,
  lines: readonly ImportLine[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { tenant } = gateway.store
  // The same line as ingest's: whoever makes or finds identities by name does so one after the other.
  await nextNumber(tx, tenant, 'ingest')
  const report: ImportReport = { created: 0, updated: 0, unchanged: 0, refused: [] }
  const touched: string[] = []
  for (const line of lines) {
    const done = line.ok ? await importOne(gateway, tx, line.input, options) : line
    if (!done.ok) report.refused.push({ line: line.line, reason: done.reason })
    else {
      report[done.outcome] += 1
      if (done.outcome !== 'unchanged') touched.push(done.id)
    }
  }
  await redecideOf(gateway, tx, touched, await createDecisionFacts(gateway, tx))
  await appendAudit(tx, tenant, await gateway.now(tx), [
    {
      code: 'identity.imported',
      actor: options.by,
      subjects: [{ kind: 'estate', id: 'identities', label: options.source }],
      detail: {
        created: report.created,
        updated: report.updated,
        unchanged: report.unchanged,
        refused: report.refused.length,
      },
    },
  ])
  return report
}

type Imported =
  | { readonly ok: true; readonly outcome: 'created' | 'updated' | 'unchanged'; readonly id: string }
  | { readonly ok: false; readonly reason: string }

async function importOne(gateway: Gateway, tx: Tx, input: IdentityInput, options: ImportOptions): Promise<Imported> {
  const found = await findTarget(gateway, tx, input)
  if (!found.ok) return found
  const now = await gateway.now(tx)
  const provenance = provenanceOf(options.source, now)
  const { id, dependencies: edges, claimed: _c, version: _v, isSample: _s, provenance: _p, ...wish } = input
  const row = found.target
  const before = row === null ? null : (JSON.parse(row.body) as Identity)
  const base = before ?? { ...UNKNOWN_FACTS, name: input.name, kind: input.kind, names: [], provenance: {} }
  // What the records called it stays among its names, else its own alerts would no longer find it.
  const gathered = [...(before?.claimed === false ? before.names : []), ...found.absorbed.flatMap((one) => one.names)]
  const names = [...wish.names, ...gathered.filter((name) => !wish.names.some((own) => own.value === name.value))]
  const { facts, changed } = mergeFacts(base, { ...withoutUndefined(wish), names: names.slice(0, 50) }, provenance)

  const identityId = before?.id ?? id ?? newId('id', now, gateway.random)
  const dependencies = edges?.map((edge) => dependencyOf(edge, identityId, provenance.source, now))
  const trouble = dependencies === undefined ? null : await mapTrouble(gateway, tx, identityId, dependencies)
  if (trouble !== null) return { ok: false, reason: trouble }
  const stored = dependencies === undefined || before === null ? [] : await storedDependencies(gateway, tx, identityId)
  const isMapChanged = dependencies !== undefined && !sameMap(dependencies, stored)
  if (before?.claimed === true && changed.length === 0 && !isMapChanged && found.absorbed.length === 0) {
    return { ok: true, outcome: 'unchanged', id: identityId }
  }
  const identity: Identity = {
    ...facts,
    id: identityId,
    claimed: true,
    version: (before?.version ?? 0) + 1,
    isSample: before === null ? options.isSample : before.isSample && options.isSample,
  }
  const consumers =
    dependencies !== undefined && isMapChanged
      ? await replaceDependencies(gateway, tx, identityId, dependencies)
      : (row?.consumers ?? 0)
  await writeIdentity(gateway, tx, identity, row === null ? null : { ...NO_STATE, consumers })
  if (row === null && consumers > 0) {
    const changedRow = tx.updateTable('identity').set({ consumers }).where('tenant', '=', gateway.store.tenant)
    await changedRow.where('id', '=', identityId).execute()
  }
  for (const one of found.absorbed) await absorbIdentity(gateway, tx, one.id, identity)
  return { ok: true, outcome: before === null ? 'created' : 'updated', id: identityId }
}

type Target =
  | { readonly ok: true; readonly target: Tables['identity'] | null; readonly absorbed: readonly Identity[] }
  | { readonly ok: false; readonly reason: string }

/** By id, else by any of its names. Names of two described identities are a contradiction that a person has to solve. */
async function findTarget(gateway: Gateway, tx: Tx, input: IdentityInput): Promise<Target> {
  const { tenant } = gateway.store
  const identities = tx.selectFrom('identity').selectAll('identity').where('identity.tenant', '=', tenant)
  const own = input.names.filter(isOwnName)
  const telling = own.length > 0 ? own : input.names
  const holders = await identities
    .where('identity.id', 'in', (eb) =>
      eb
        .selectFrom('identity_name')
        .select('identity_id')
        .where('tenant', '=', tenant)
        .where(
          'value_hash',
          'in',
          telling.map((name) => nameHash(name.value)),
        ),
    )
    .orderBy('identity.id')
    .execute()
  const byId =
    input.id === undefined ? undefined : await identities.where('identity.id', '=', input.id).executeTakeFirst()
  const others = holders.filter((row) => row.id !== byId?.id)
  const described = byId === undefined ? others.filter((row) => row.claimed) : [byId]
  if (described.length > 1) {
    const named = described.map((row) => row.name).join(' and ')
    return { ok: false, reason: `its names belong to ${named}; say which by id, or correct the names` }
  }
  const clash = others.find((row) => row.claimed && row.id !== described[0]?.id)
  if (clash !== undefined) return { ok: false, reason: `one of its names belongs to ${clash.name} (${clash.id})` }
  const target = described[0] ?? others[0] ?? null
  const absorbed = others.filter((row) => row.id !== target?.id).map((row) => JSON.parse(row.body) as Identity)
  return { ok: true, target, absorbed }
}

/** A user name or host is shared by many; beside a stricter name it does not decide which identity a line is about. */
function isOwnName(name: IdentityInput['names'][number]): boolean {
  return name.kind !== 'user-name' && name.kind !== 'host' && name.kind !== 'other'
}

function dependencyOf(
  edge: NonNullable<IdentityInput['dependencies']>[number],
  identityId: string,
  source: string,
  now: number,
): Dependency {
  return {
    ...edge,
    identityId,
    from: edge.from ?? identityId,
    source: edge.source ?? source,
    observedAt: edge.observedAt ?? now,
  }
}

async function mapTrouble(
  gateway: Gateway,
  tx: Tx,
  identityId: string,
  dependencies: readonly Dependency[],
): Promise<string | null> {
  const ids = dependencies.map((one) => one.id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) return `dependency ${twice} stands twice`
  if (ids.length === 0) return null
  const taken = await tx
    .selectFrom('dependency')
    .select('id')
    .where('tenant', '=', gateway.store.tenant)
    .where('id', 'in', ids)
    .where('identity_id', '<>', identityId)
    .executeTakeFirst()
  return taken === undefined ? null : `dependency ${taken.id} belongs to another identity`
}

async function storedDependencies(gateway: Gateway, tx: Tx, identityId: string): Promise<Dependency[]> {
  const rows = await tx
    .selectFrom('dependency')
    .select('body')
    .where('tenant', '=', gateway.store.tenant)
    .where('identity_id', '=', identityId)
    .execute()
  return rows.map((row) => JSON.parse(row.body) as Dependency)
}
