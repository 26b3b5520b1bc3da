import * as words from '#words/shared/map.ts'
import type { Action } from '../../../domain/action/action.ts'
import type { BrokenConsumer } from '../../../domain/decision/decision.ts'
import type { Dependency, EdgeKind, Identity } from '../../../domain/identity/identity.ts'

/** What an action does to an edge. `open`: the attacker's way in stays; `stays`: ours, untouched. */
export type EdgeFate = 'cut' | 'comes-back' | 'stays' | 'open'
export type NodeKind =
  | 'identity'
  | 'session'
  | 'credential'
  | 'workload'
  | 'tool'
  | 'pipeline'
  | 'consumer'
  | 'attacker'

export interface MapNode {
  readonly id: string
  /** 0 the identity, 1 what it is used through, 2 who uses it, 3 and up what stands on those. */
  readonly column: number
  readonly kind: NodeKind
  readonly name: string
  /** The consequence in words, the same in the drawing and in the list. */
  readonly note: string
  readonly fate: 'stops' | 'comes-back' | 'unknown' | 'untouched' | 'cut' | 'held'
  /** Nodes that this one stands for, where a column would be longer than a screen. */
  readonly alike: number
}

export interface MapEdge {
  readonly from: string
  readonly to: string
  readonly fate: EdgeFate
}

export interface MapGraph {
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
}

export interface MapInput {
  readonly identity: Pick<Identity, 'id' | 'name' | 'criticality' | 'environment'>
  readonly dependencies: readonly Dependency[]
  /** The action that is looked at; null draws the map as it is, with nothing cut. */
  readonly action: Action | null
  /** What the decision says it breaks. The map never computes consequences of its own: it draws these. */
  readonly broken: readonly BrokenConsumer[]
  /** Sessions and credentials that the evidence names: what somebody else holds. */
  readonly held: readonly { readonly id: string; readonly via: EdgeKind; readonly from: string | null }[]
  /** Whether the action takes away what is held. */
  readonly isHeldCut: boolean
}

/** Nodes of one column with the same fate beyond these are folded into one that says how many. */
const ALIKE_FROM = 5

/** The layered graph of who uses an identity through what, and what one action does to each edge. Deterministic. */
export function mapGraph(input: MapInput): MapGraph {
  const { identity, dependencies, action, broken, held } = input
  const nodes: MapNode[] = [rootNode(identity)]
  const edges: MapEdge[] = []
  const outcome = new Map(broken.map((consumer) => [consumer.id, consumer]))
  const direct = dependencies.filter(({ via, from }) => via !== 'service' && from === identity.id)
  const consumerIds = new Set<string>()

  for (const [middleId, group] of Map.groupBy(direct, ({ via, viaId }) => `via ${via} ${viaId ?? ''}`)) {
    const first = group[0]
    if (first === undefined) continue
    const isHeld = held.some(({ id }) => id === first.viaId)
    const isCut = isHeld ? input.isHeldCut : group.some(({ consumer }) => outcome.has(consumer.id))
    const cutWord =
      action !== null && isCut ? (isHeld ? 'cut' : words.cutByThisAction) : isHeld ? words.staysOpen : words.staysAsItIs
    nodes.push({
      id: middleId,
      column: 1,
      kind: isHeld ? 'attacker' : middleKind(first.via),
      name: first.viaId ?? words.via[first.via],
      note: isHeld ? words.inTheAlert(cutWord) : cutWord,
      fate: isHeld ? 'held' : isCut ? 'cut' : 'untouched',
      alike: 1,
    })
    edges.push({ from: identity.id, to: middleId, fate: isHeld && !isCut ? 'open' : isCut ? 'cut' : 'stays' })
    for (const { consumer } of group) {
      edges.push({ from: middleId, to: consumer.id, fate: edgeFate(outcome.get(consumer.id)) })
      if (consumerIds.has(consumer.id)) continue
      consumerIds.add(consumer.id)
      nodes.push(consumerNode(consumer, 2, outcome.get(consumer.id)))
    }
  }

  addHeld(input, nodes, edges)
  addServices(dependencies, outcome, consumerIds, nodes, edges)
  return foldAlike({ nodes, edges })
}

function rootNode(identity: MapInput['identity']): MapNode {
  const facts = [
    identity.criticality === null ? null : words.criticality(identity.criticality),
    identity.environment,
  ].filter((fact) => fact !== null)
  return {
    id: identity.id,
    column: 0,
    kind: 'identity',
    name: identity.name,
    note: facts.length === 0 ? words.notDescribed : facts.join(' · '),
    fate: 'untouched',
    alike: 1,
  }
}

function consumerNode(consumer: Dependency['consumer'], column: number, outcome: BrokenConsumer | undefined): MapNode {
  return {
    id: consumer.id,
    column,
    kind: 'consumer',
    name: consumer.name,
    note: consumerNote(consumer, outcome),
    fate: outcome?.outcome ?? 'untouched',
    alike: 1,
  }
}

/** The consequence first, since a narrow node shows only the beginning; then how many and whose. */
function consumerNote(
  { team, standsFor, consequence }: Dependency['consumer'],
  outcome: BrokenConsumer | undefined,
): string {
  const said =
    outcome === undefined
      ? words.untouched
      : outcome.outcome === 'comes-back'
        ? words.signsInAgain(outcome.recoverySeconds)
        : (consequence ?? (outcome.outcome === 'stops' ? words.stopsRestart : words.mayStop))
  return [said, standsFor > 1 ? words.standsFor(standsFor) : null, team].filter((part) => part !== null).join(' · ')
}

/** What the evidence names and no dependency explains: somebody uses the identity who is not among its consumers. */
function addHeld({ identity, held, isHeldCut, action }: MapInput, nodes: MapNode[], edges: MapEdge[]): void {
  const known = new Set(nodes.map(({ name }) => name))
  for (const { id, from } of held.filter(({ id: heldId }) => !known.has(heldId)).slice(0, 3)) {
    const fate = action !== null && isHeldCut ? 'cut' : 'open'
    const said = fate === 'cut' ? words.cut : words.staysOpen
    nodes.push({
      id: `held ${id}`,
      column: 1,
      kind: 'attacker',
      name: id,
      note: words.inAlertAndSaid(said),
      fate: 'held',
      alike: 1,
    })
    nodes.push({
      id: `caller ${id}`,
      column: 2,
      kind: 'attacker',
      name: from ?? words.unknownCaller,
      note: words.declaredByNobody,
      fate: 'held',
      alike: 1,
    })
    edges.push({ from: identity.id, to: `held ${id}`, fate }, { from: `held ${id}`, to: `caller ${id}`, fate })
  }
}

/** What stands on the consumers, column by column. A service is drawn once, one column behind its first user. */
function addServices(
  dependencies: readonly Dependency[],
  outcome: ReadonlyMap<string, BrokenConsumer>,
  drawn: Set<string>,
  nodes: MapNode[],
  edges: MapEdge[],
): void {
  const services = dependencies.filter(({ via }) => via === 'service')
  let frontier = new Set(drawn)
  for (let column = 3; frontier.size > 0 && column < 6; column++) {
    const reached = new Set<string>()
    for (const { from, consumer } of services) {
      if (!frontier.has(from)) continue
      edges.push({ from, to: consumer.id, fate: edgeFate(outcome.get(consumer.id)) })
      if (drawn.has(consumer.id)) continue
      drawn.add(consumer.id)
      reached.add(consumer.id)
      nodes.push(consumerNode(consumer, column, outcome.get(consumer.id)))
    }
    frontier = reached
  }
}

function foldAlike({ nodes, edges }: MapGraph): MapGraph {
  const keptAs = new Map<string, string>()
  const folded: MapNode[] = []
  const alike = Map.groupBy(nodes, ({ column, fate, kind }) => `${column} ${fate} ${kind}`)
  for (const group of alike.values()) {
    const [head, tail] =
      group.length > ALIKE_FROM ? [group.slice(0, ALIKE_FROM - 1), group.slice(ALIKE_FROM - 1)] : [group, []]
    folded.push(...head)
    const first = tail[0]
    if (first === undefined) continue
    const id = `alike ${first.id}`
    for (const node of tail) keptAs.set(node.id, id)
    folded.push({
      ...first,
      id,
      name: words.alike(tail.length),
      note: tail.map(({ name }) => name).join(', '),
      alike: tail.length,
    })
  }
  const order = new Map(nodes.map(({ id }, i) => [keptAs.get(id) ?? id, i]))
  const unique = new Map(
    edges.map(({ from, to, fate }) => {
      const edge = { from: keptAs.get(from) ?? from, to: keptAs.get(to) ?? to, fate }
      return [`${edge.from}\u0000${edge.to}`, edge] as const
    }),
  )
  return {
    nodes: folded.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
    edges: [...unique.values()],
  }
}

function edgeFate(outcome: BrokenConsumer | undefined): EdgeFate {
  if (outcome === undefined) return 'stays'
  return outcome.outcome === 'comes-back' ? 'comes-back' : 'cut'
}

function middleKind(via: EdgeKind): NodeKind {
  return via === 'identity' || via === 'service' ? 'identity' : via
}
