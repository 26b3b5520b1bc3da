import type { Action } from '../action/action.ts'
import { leavesWayBack } from '../action/catalogue.ts'
import type { Dependency } from '../identity/identity.ts'
import type { Policy } from '../policy/policy.ts'
import type { BrokenConsumer, Disruption } from './decision.ts'

/** What is known about the target. The arrays of a step's target can be passed as they are. */
export interface Aim {
  /** Whether the dependency map is known to be whole. */
  readonly consumersKnown: boolean
  /** Never narrows: revoking by a cutoff ends every older session, not only the ones that were named. */
  readonly sessionIds?: readonly string[] | undefined
  /**
   * The credentials to be cut. An edge over another one stays; an edge over nobody knows which does not. Empty: all.
   */
  readonly credentialIds?: readonly string[] | undefined
  /** The tools to be cut, likewise. */
  readonly tools?: readonly string[] | undefined
}

type Outcome = BrokenConsumer['outcome']

/**
 * What `action` would break: walks the map along the edges it cuts, then along `service` edges from every consumer it
 * reaches. Each consumer counts once, with its worst outcome and heaviest edge; one that stands for several counts as
 * many; one that comes back by itself counts a share. `score` is 0–100, rounded up. Cycles end. The order of
 * `dependencies` does not matter, and more of them never make the score smaller.
 * Consumers are ordered: stops, unknown, comes back; then the heavier first; then by id.
 */
export function disruptionOf(
  action: Action,
  dependencies: readonly Dependency[],
  aim: Aim,
  policy: Policy,
): Disruption {
  const hits = hitsOf(action, dependencies, aim)
  const score = scoreOf(hits, policy)
  const consumers = hits
    .map((hit) => ({ consumer: describe(hit, policy), weight: weightOf(hit, policy) }))
    .sort((a, b) => RANK[b.consumer.outcome] - RANK[a.consumer.outcome] || b.weight - a.weight || byId(a, b))
    .map(({ consumer }) => consumer)
  return {
    score,
    level: levelOf(score, consumers.length, policy),
    consumers,
    isComplete: aim.consumersKnown || action.cuts.length === 0,
  }
}

/** A consumer that an action reaches, whatever the policy makes of it. */
export interface Hit {
  readonly id: string
  readonly outcome: Outcome
  /** As its edges describe it; several may disagree. */
  readonly edges: readonly Dependency[]
  /** A shared build runner stands for all its pipelines. */
  readonly standsFor: number
}

/** The consumers that `action` reaches, by id. */
export function hitsOf(action: Action, dependencies: readonly Dependency[], aim: Aim): readonly Hit[] {
  const sorted = [...dependencies].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const described = Map.groupBy(sorted, (edge) => edge.consumer.id)
  return [...reach(action, sorted, aim)].map(([id, outcome]): Hit => {
    const edges = described.get(id) ?? []
    return { id, outcome, edges, standsFor: Math.max(...edges.map((edge) => edge.consumer.standsFor)) }
  })
}

/** 0–100, rounded up. */
export function scoreOf(hits: readonly Hit[], policy: Policy): number {
  const hundredths = hits.reduce((sum, hit) => sum + weightOf(hit, policy), 0)
  return Math.min(100, Math.ceil(hundredths / 100))
}

/** Hundredths of a point. */
function weightOf({ edges, outcome, standsFor }: Hit, policy: Policy): number {
  const share = outcome === 'comes-back' ? policy.disruption.selfRecoveringShare : 100
  return Math.max(...edges.map((edge) => pointsOf(edge.consumer.criticality, policy))) * standsFor * share
}

export function pointsOf(criticality: number | null, { disruption }: Policy): number {
  return disruption.points[(criticality ?? disruption.unknownCriticality) - 1] ?? 0
}

const RANK: Readonly<Record<Outcome, number>> = { 'comes-back': 1, unknown: 2, stops: 3 }

/**
 * Consumer id to its worst outcome. A consumer is walked again only when its outcome gets worse, which can happen
 * twice.
 */
function reach(action: Action, dependencies: readonly Dependency[], aim: Aim): Map<string, Outcome> {
  const worst = new Map<string, Outcome>()
  const queue: string[] = []
  const hit = (id: string, outcome: Outcome) => {
    const before = worst.get(id)
    if (before !== undefined && RANK[before] >= RANK[outcome]) return
    worst.set(id, outcome)
    queue.push(id)
  }

  const downstream = new Map<string, Dependency[]>()
  for (const edge of dependencies) {
    if (edge.via === 'service') {
      const siblings = downstream.get(edge.from)
      if (siblings === undefined) downstream.set(edge.from, [edge])
      else siblings.push(edge)
    } else if (isCut(action, edge, aim)) {
      hit(edge.consumer.id, outcomeAfter(edge, leavesWayBack(action) ? 'comes-back' : 'stops'))
    }
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const edge of downstream.get(id) ?? []) hit(edge.consumer.id, outcomeAfter(edge, worst.get(id) ?? 'stops'))
  }
  return worst
}

function isCut(action: Action, edge: Dependency, aim: Aim): boolean {
  if (!action.cuts.includes(edge.via)) return false
  // An identity-wide action cuts whatever it cuts in full; only the narrow ones can be aimed at one of several.
  if (edge.viaId === null || action.cuts.includes('identity')) return true
  const named = edge.via === 'credential' ? aim.credentialIds : edge.via === 'tool' ? aim.tools : undefined
  return named === undefined || named.length === 0 || named.includes(edge.viaId)
}

/** A consumer can come back only if what it stands on does; whether it then does by itself is its own matter. */
function outcomeAfter(edge: Dependency, upstream: Outcome): Outcome {
  if (upstream === 'stops' || edge.consumer.recovery === 'manual') return 'stops'
  return edge.consumer.recovery === null ? 'unknown' : upstream
}

function describe({ id, outcome, edges, standsFor }: Hit, policy: Policy): BrokenConsumer {
  const described = edges.map((edge) => edge.consumer)
  const heaviest = described.toSorted((a, b) => pointsOf(b.criticality, policy) - pointsOf(a.criticality, policy))[0]
  return {
    id,
    name: heaviest?.name ?? id,
    kind: heaviest?.kind ?? 'unknown',
    team: heaviest?.team ?? null,
    criticality: heaviest?.criticality ?? null,
    outcome,
    recoverySeconds: heaviest?.recoverySeconds ?? null,
    standsFor,
    consequence: heaviest?.consequence ?? null,
  }
}

export function levelOf(score: number, consumerCount: number, policy: Policy): Disruption['level'] {
  if (consumerCount === 0) return 'none'
  if (score >= policy.disruption.levels.severe) return 'severe'
  return score >= policy.disruption.levels.high ? 'high' : 'low'
}

function byId(a: { consumer: { id: string } }, b: { consumer: { id: string } }): number {
  return a.consumer.id < b.consumer.id ? -1 : 1
}
