import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type AuditDraft, entryText, NO_PREVIOUS } from '../../domain/audit/chain.ts'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import {
  append,
  type CompleteNode,
  EMPTY_FRONTIER,
  type Frontier,
  leafHash,
  rootOf,
} from '../../domain/audit/merkle.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { sha256 } from '../hash.ts'
import { markRecorded, type Tx } from './store.ts'

/**
 * Appends entries to the log inside the caller's transaction: a change and its entry commit together or not at all.
 * The head row is locked by an update, so that writers of all gateways form one order without a gap; keep the rest of the
 * transaction short once this was called. Answers the entries as written.
 */
export async function appendAudit(
  tx: Tx,
  tenant: string,
  at: EpochMs,
  drafts: readonly AuditDraft[],
): Promise<readonly AuditEntry[]> {
  if (drafts.length === 0) return []
  markRecorded(tx)
  const head = await holdLog(tx, tenant)
  let frontier: Frontier = {
    size: head.size,
    peaks: (JSON.parse(head.frontier) as string[]).map((hex) => hexToBytes(hex)),
  }
  let last = head.last
  const entries: AuditEntry[] = []
  const rows: { entry: AuditEntry; text: string; leaf: string }[] = []
  const nodes: CompleteNode[] = []
  for (const draft of drafts) {
    const entry: AuditEntry = { ...draft, sequence: frontier.size, at, previous: last }
    const text = entryText(entry)
    const leaf = leafHash(utf8ToBytes(text), sha256)
    last = bytesToHex(leaf)
    const grown = append(frontier, leaf, sha256)
    frontier = grown.frontier
    nodes.push(...grown.completed.slice(1))
    entries.push(entry)
    rows.push({ entry, text, leaf: last })
  }
  await tx
    .insertInto('audit_entry')
    .values(
      rows.map(({ entry, text, leaf }) => ({
        tenant,
        sequence: entry.sequence,
        at,
        code: entry.code,
        actor_id: entry.actor.id,
        leaf,
        text,
        search: searchText(entry),
      })),
    )
    .execute()
  const subjects = rows.flatMap(({ entry }) =>
    [...new Set(entry.subjects.map((subject) => subject.id))].map((id) => ({
      tenant,
      subject_id: id,
      sequence: entry.sequence,
    })),
  )
  if (subjects.length > 0) await tx.insertInto('audit_subject').values(subjects).execute()
  if (nodes.length > 0) {
    await tx
      .insertInto('audit_node')
      .values(
        nodes.map((node) => ({ tenant, level: node.level, position: node.position, hash: bytesToHex(node.hash) })),
      )
      .execute()
  }
  await tx
    .updateTable('audit_head')
    .set({
      size: frontier.size,
      last,
      root: bytesToHex(rootOf(frontier, sha256)),
      frontier: JSON.stringify(frontier.peaks.map((peak) => bytesToHex(peak))),
    })
    .where('tenant', '=', tenant)
    .execute()
  return entries
}

/**
 * Takes the log's head row for this transaction; the first call makes it. Whoever holds it comes in the log after everything
 * that has committed and before everything that waits: what is read from here on is of that place.
 */
export async function holdLog(tx: Tx, tenant: string): Promise<{ size: number; last: string; frontier: string }> {
  const locked = await tx
    .updateTable('audit_head')
    .set((eb) => ({ size: eb.ref('size') }))
    .where('tenant', '=', tenant)
    .returning(['size', 'last', 'frontier'])
    .executeTakeFirst()
  if (locked !== undefined) return locked
  await tx
    .insertInto('audit_head')
    .values({
      tenant,
      size: 0,
      last: NO_PREVIOUS,
      root: bytesToHex(rootOf(EMPTY_FRONTIER, sha256)),
      frontier: '[]',
    })
    .onConflict((oc) => oc.column('tenant').doNothing())
    .execute()
  return tx
    .updateTable('audit_head')
    .set((eb) => ({ size: eb.ref('size') }))
    .where('tenant', '=', tenant)
    .returning(['size', 'last', 'frontier'])
    .executeTakeFirstOrThrow()
}

/** What the audit page's search looks at: names and ids, lower case, not the whole detail. */
function searchText(entry: AuditEntry): string {
  const words = [entry.code, entry.actor.name, entry.actor.id, ...entry.subjects.flatMap((s) => [s.label, s.id])]
  return words.join(' ').toLowerCase().slice(0, 4000)
}
