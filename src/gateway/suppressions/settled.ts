import type { Tier } from '../../domain/action/action.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { isUntouched, type Standing, suppressionOf } from '../../domain/suppression/hold-back.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { slaDueAt } from '../../domain/work/sla.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import type { InForce } from '../changes/in-force.ts'
import type { Tables } from '../store/tables.ts'
import { sparingRules } from './standing.ts'

type AlertTable = Tables['alert']

/**
 * A row held back or shown, as the suppressions say, one version on from `before` where that is another answer. While it is held
 * its clock stands: nobody is asked to look. Shown again, it has the whole time of its tier.
 */
export function settled(
  before: AlertTable | null,
  row: AlertTable,
  standing: readonly Standing[],
  { now, inForce }: { readonly now: EpochMs; readonly inForce: InForce },
): AlertTable {
  if (row.suppression === null && standing.length === 0) return row
  const suppression = suppressionOf(toAlertRow(row), standing, sparingRules(inForce), now)
  if (suppression === row.suppression) return row
  const version = before !== null && row.version === before.version ? before.version + 1 : row.version
  return { ...row, version, suppression, sla_due_at: dueOf(row, suppression, { now, policy: inForce.policy }) }
}

/** A row after somebody worked on it: what people take up or judge is theirs, and no suppression holds it any more. */
export function workedOn(
  before: AlertTable,
  after: AlertTable,
  at: { readonly now: EpochMs; readonly policy: Policy },
): AlertTable {
  if (before.suppression === null || isUntouched(toAlertRow(after))) return after
  return { ...after, suppression: null, sla_due_at: dueOf(after, null, at) }
}

function dueOf(
  row: AlertTable,
  suppression: number | null,
  { now, policy }: { readonly now: EpochMs; readonly policy: Policy },
): EpochMs | null {
  if (suppression !== null || row.status !== 'new' || row.sla_pause !== null) return null
  return slaDueAt(row.tier as Tier, now, policy)
}
