import type { Dependency } from '../../domain/identity/identity.ts'
import { DISPOSITIONS, type FactCounts, factCounts, type History, type HistoryIdentity } from '../whatif/history.ts'
import type { HistoryFacts, IdentityInHistory } from './whatif-protocol.ts'

const MINUTE_MS = 60_000

/** Cost: rows, and the consumers of each identity. */
export function factsOf(history: History): HistoryFacts {
  const { rows, cases, identities } = history
  const judged = DISPOSITIONS.map(() => 0)
  const perIdentity = new Uint32Array(identities.length)
  for (let row = 0; row < rows.count; row += 1) {
    const kind = rows.disposition[row] ?? 0
    judged[kind] = (judged[kind] ?? 0) + 1
    const own = cases.identity[rows.caseOf[row] ?? 0] ?? -1
    if (own >= 0) perIdentity[own] = (perIdentity[own] ?? 0) + 1
  }
  return factsOfCounts(history, {
    alerts: rows.count,
    cases: cases.count,
    firstMinute: rows.minute[0] ?? 0,
    lastMinute: rows.minute[rows.count - 1] ?? 0,
    judged,
    facts: factCounts(history),
    alertsOf: (place) => perIdentity[place] ?? 0,
  })
}

/** What was counted of a history, wherever it lies. */
export interface HistoryCounts {
  readonly alerts: number
  readonly cases: number
  /** Since 1970, UTC. */
  readonly firstMinute: number
  readonly lastMinute: number
  /** By place in `DISPOSITIONS`. */
  readonly judged: readonly number[]
  readonly facts: FactCounts
  /** By place of an identity. */
  readonly alertsOf: (place: number) => number
}

/** Cost: the consumers of each identity. */
export function factsOfCounts(names: Omit<History, 'cases' | 'rows'>, counts: HistoryCounts): HistoryFacts {
  const { asOf, triggers, identities, playbooks } = names
  const { alerts, cases, firstMinute, lastMinute, judged, facts, alertsOf } = counts
  const entries = Map.groupBy(identities.keys(), (place) => identities[place]?.identity.id ?? '')
  return {
    alerts,
    cases,
    asOf,
    from: firstMinute * MINUTE_MS,
    to: lastMinute * MINUTE_MS,
    judged: {
      undetermined: judged[0] ?? 0,
      'true-positive': judged[1] ?? 0,
      'benign-positive': judged[2] ?? 0,
      'false-positive': judged[3] ?? 0,
    },
    facts,
    triggers: triggers.map(({ trigger, forbidden }) => ({
      id: trigger.id,
      title: trigger.title,
      response: trigger.response,
      forbidden: forbidden === null ? null : String(forbidden.because),
    })),
    identities: [...entries.values()].flatMap((places) => {
      const [first, ...others] = places.flatMap((place) => identities[place] ?? [])
      const own = places.reduce((sum, place) => sum + alertsOf(place), 0)
      return first === undefined ? [] : [identityInHistory([first, ...others], own)]
    }),
    playbooks: playbooks.map(({ playbook, exercisedAt }) => ({ id: playbook.id, title: playbook.title, exercisedAt })),
  }
}

/**
 * One identity as it is, for people to choose by. What was unknown of it at one of the alerts counts as unknown, and what was shared
 * as shared: that is where supposing something else changes an answer.
 */
function identityInHistory(
  entries: readonly [HistoryIdentity, ...HistoryIdentity[]],
  alerts: number,
): IdentityInHistory {
  const { identity, dependencies } = entries.find(({ isOfThen }) => isOfThen !== true) ?? entries[0]
  const all = entries.map((entry) => entry.identity)
  return {
    id: identity.id,
    name: identity.name,
    kind: identity.kind,
    hasOwner: all.every((one) => one.claimed && (one.businessOwner !== null || one.technicalOwner !== null)),
    consumersKnown: all.every((one) => one.claimed && one.consumersKnown),
    criticality: all.some((one) => one.criticality === null) ? null : identity.criticality,
    environment: all.some((one) => one.environment === null) ? null : identity.environment,
    tenancy: all.find(({ tenancy }) => tenancy === 'shared' || tenancy === 'multi-tenant')?.tenancy ?? identity.tenancy,
    consumers: consumersOf(identity.id, dependencies),
    alerts,
  }
}

function consumersOf(identityId: string, dependencies: readonly Dependency[]): IdentityInHistory['consumers'] {
  const direct = dependencies.filter(({ from }) => from === identityId).map(({ consumer }) => consumer)
  const once = new Map(direct.map(({ id, name, criticality }) => [id, { id, name, criticality }]))
  return [...once.values()].sort((a, b) => (b.criticality ?? 4) - (a.criticality ?? 4) || (a.id < b.id ? -1 : 1))
}
