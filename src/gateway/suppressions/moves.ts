import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import { SPARED_WORDS, sparableOf, whySpared } from '../../domain/suppression/spared.ts'
import { suppressionName } from '../../domain/suppression/suppression-name.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import type { InForce } from '../changes/in-force.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { sparingRules } from './standing.ts'

/** An alert that a suppression began to hold, or holds no more. */
export interface Move {
  readonly what: 'held' | 'released'
  /** Of the suppression. */
  readonly number: number
  readonly alert: { readonly id: string; readonly number: number }
  readonly because: string | null
}

/** What went on between two states of an alert; two moves where another suppression took it over. */
export function moveOf(
  before: Tables['alert'] | null,
  after: Tables['alert'],
  { inForce }: { readonly inForce: InForce },
): readonly Move[] {
  const was = before?.suppression ?? null
  if (was === after.suppression) return []
  const alert = { id: after.id, number: after.number }
  const spared = whySpared(sparableOf(toAlertRow(after)), sparingRules(inForce))
  const because = spared === null ? null : `It became worse: ${SPARED_WORDS[spared]}`
  return [
    ...(was === null ? [] : [{ what: 'released', number: was, alert, because } as const]),
    ...(after.suppression === null ? [] : [{ what: 'held', number: after.suppression, alert, because: null } as const]),
  ]
}

/** One entry names at most so many alerts. */
const MOST_NAMED = 100

/** Counts what was held, in the order of the suppressions' numbers, and answers the entries for it: the caller's transaction records them last. */
export async function countMoves(tx: Tx, tenant: string, moves: readonly Move[]): Promise<readonly AuditDraft[]> {
  if (moves.length === 0) return []
  const groups = [
    ...Map.groupBy(moves, ({ what, number, because }) => JSON.stringify([number, what, because])).values(),
  ]
  const sorted = groups.sort(([a], [b]) => (a?.number ?? 0) - (b?.number ?? 0))
  const numbers = [...new Set(moves.map(({ number }) => number))].sort((a, b) => a - b)
  const ids = new Map<number, string>()
  for (const number of numbers) {
    const held = moves.filter((move) => move.number === number && move.what === 'held').length
    const row = await tx
      .updateTable('suppression')
      .set((eb) => ({ held: eb('held', '+', held) }))
      .where('tenant', '=', tenant)
      .where('number', '=', number)
      .returning('id')
      .executeTakeFirst()
    if (row !== undefined) ids.set(number, row.id)
  }
  return sorted.flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { what, number, because } = first
    const id = ids.get(number) ?? ''
    const suppression: AuditSubject = { kind: 'suppression', id, label: suppressionName(number) }
    return chunksOf(group, MOST_NAMED).map(
      (part): AuditDraft => ({
        code: `suppression.${what}`,
        actor: GATEWAY_ACTOR,
        subjects: [
          suppression,
          ...part.map(({ alert }) => ({ kind: 'alert' as const, id: alert.id, label: `A-${alert.number}` })),
        ],
        detail: { alerts: part.length, ...(because === null ? {} : { because }) },
      }),
    )
  })
}

/**
 * Counts and records at once, for changes that have no entry of their own. Takes the head of the log before the caller is done; that
 * is rare, and a deadlock over it is repeated by the store.
 */
export async function recordMoves(tx: Tx, tenant: string, moves: readonly Move[], now: EpochMs): Promise<void> {
  await appendAudit(tx, tenant, now, await countMoves(tx, tenant, moves))
}

function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}
