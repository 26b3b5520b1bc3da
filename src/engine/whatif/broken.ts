import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { type Hit, hitsOf } from '../../domain/decision/disruption.ts'
import type { Draft } from './draft.ts'
import { NO_ALERT } from './outcome.ts'
import type { Broken, BrokenBySeverity } from './result.ts'
import type { Tables } from './tables.ts'

const BLOCKED = 3
const AUTO = 0
const SEVERITIES = 6

/** Consumers that contained alerts would reach, the most critical first. Cost: cases, and the map below each aim once an action. */
export function brokenBy(
  { history, spot, spots, aims }: Tables,
  draft: Draft,
  packed: Uint32Array,
  alerts: Uint32Array,
): readonly Broken[] {
  const reached = new Map<number, { alerts: number; automatic: number }>()
  for (let i = 0; i < packed.length; i += 1) {
    const outcome = packed[i] ?? NO_ALERT
    const action = ((outcome >> 8) & 31) - 1
    const gate = (outcome >> 6) & 3
    if (action < 0 || gate === BLOCKED || (outcome & NO_ALERT) !== 0 || (alerts[i] ?? 0) === 0) continue
    const key = (spots.aim[spot[i] ?? 0] ?? 0) * ACTION_IDS.length + action
    const one = reached.get(key) ?? { alerts: 0, automatic: 0 }
    one.alerts += alerts[i] ?? 0
    if (gate === AUTO) one.automatic += alerts[i] ?? 0
    reached.set(key, one)
  }
  const found = new Map<string, { -readonly [K in keyof Broken]: Broken[K] }>()
  for (const [key, counts] of reached) {
    const target = aims[Math.floor(key / ACTION_IDS.length)]
    const action = ACTION_IDS[key % ACTION_IDS.length]
    const known = draft.identities.get(target?.own ?? -1) ?? history.identities[target?.own ?? -1]
    if (known === undefined || target === undefined || action === undefined) continue
    for (const hit of hitsOf(actionOf(action), known.dependencies, target.aim)) {
      const one = found.get(hit.id)
      found.set(hit.id, one === undefined ? { ...asBroken(hit), ...counts } : joined(one, hit, counts))
    }
  }
  return [...found.values()].sort(
    (a, b) => (b.criticality ?? 4) - (a.criticality ?? 4) || b.alerts - a.alerts || (a.id < b.id ? -1 : 1),
  )
}

function asBroken(hit: Hit): Omit<Broken, 'alerts' | 'automatic'> {
  const [edge] = hit.edges
  return {
    id: hit.id,
    name: edge?.consumer.name ?? hit.id,
    team: edge?.consumer.team ?? null,
    criticality: Math.max(0, ...hit.edges.map(({ consumer }) => consumer.criticality ?? 0)) || null,
    outcome: hit.outcome,
  }
}

const WORSE: Readonly<Record<Broken['outcome'], number>> = { 'comes-back': 0, unknown: 1, stops: 2 }

/** Reached in several ways it counts once, with the worst that happens to it. */
function joined(one: Broken, hit: Hit, counts: Pick<Broken, 'alerts' | 'automatic'>): Broken {
  const other = asBroken(hit)
  return {
    ...one,
    criticality: Math.max(one.criticality ?? 0, other.criticality ?? 0) || null,
    outcome: WORSE[other.outcome] > WORSE[one.outcome] ? other.outcome : one.outcome,
    alerts: one.alerts + counts.alerts,
    automatic: one.automatic + counts.automatic,
  }
}

export function severitiesOf(broken: readonly Broken[]): BrokenBySeverity {
  const counts = Array.from({ length: SEVERITIES }, () => 0)
  for (const { criticality, outcome } of broken) {
    if (outcome !== 'comes-back') counts[criticality ?? 0] = (counts[criticality ?? 0] ?? 0) + 1
  }
  return counts
}
