import type { Gateway } from '../gateway.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type Move, moveOf, recordMoves } from '../suppressions/moves.ts'
import { settled } from '../suppressions/settled.ts'
import { composeAlert, draftOf, isChanged, subjectOfDraft } from './alert-draft.ts'
import { decideAlert } from './decide-alert.ts'
import type { DecisionFacts } from './decision-facts.ts'
import { type AlertWrite, saveAlerts } from './save-alerts.ts'

/** Most alerts decided again because of one change; more would hold the transaction too long. */
const MOST_AT_ONCE = 1000

/** Decides open alerts of these identities again and stores what changed. Answers how many did. Newest first if there are too many. */
export async function redecideOf(
  gateway: Gateway,
  tx: Tx,
  identityIds: readonly string[],
  facts: DecisionFacts,
): Promise<number> {
  if (identityIds.length === 0) return 0
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', gateway.store.tenant)
    .where('identity_id', 'in', identityIds)
    .where('status', '<>', 'closed')
    .orderBy('last_seen_at', 'desc')
    .limit(MOST_AT_ONCE)
    .forUpdate()
    .execute()
  return redecide(gateway, tx, rows, facts)
}

/** Decides these stored alerts again and stores those that changed. */
export async function redecide(
  gateway: Gateway,
  tx: Tx,
  rows: readonly Tables['alert'][],
  facts: DecisionFacts,
): Promise<number> {
  await facts.preload(rows.map((row) => ({ identityId: row.identity_id, lastSeenAt: row.last_seen_at })))
  const writes: AlertWrite[] = []
  const moves: Move[] = []
  const standing = await facts.suppressions()
  for (const row of rows) {
    const draft = draftOf(row)
    const { decision, input } = await decideAlert(gateway, tx, subjectOfDraft(draft), facts)
    const composed = composeAlert(gateway.store.tenant, draft, decision, input.identity, facts)
    const after = settled(row, composed, standing, facts)
    if (!isChanged(row, after)) continue
    writes.push({ before: row, after })
    moves.push(...moveOf(row, after, facts))
  }
  await saveAlerts(tx, gateway.store.tenant, writes)
  await recordMoves(tx, gateway.store.tenant, moves, facts.now)
  return writes.length
}
