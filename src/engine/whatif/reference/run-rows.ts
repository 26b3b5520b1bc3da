import { actionOf } from '../../../domain/action/catalogue.ts'
import { decide } from '../../../domain/decision/decide.ts'
import { CAPS, type Decision, DISRUPTION_LEVELS, GATES } from '../../../domain/decision/decision.ts'
import { planGate } from '../../../domain/decision/gate.ts'
import type { Identity } from '../../../domain/identity/identity.ts'
import { ownerTeamOf } from '../../../domain/identity/owner-team.ts'
import { type ApproverGroup, groupKey, groupsAsked } from '../../../domain/plan/approver-group.ts'
import type { Draft } from '../draft.ts'
import { DISPOSITIONS, type History } from '../history.ts'
import { ANSWER_MASK, BLOCKS, CELLS, cellOf, unpack } from '../outcome.ts'
import type { TriggerCounts, WhatIfResult } from '../result.ts'
import { decideCase, inputOf } from './decide-case.ts'

interface Lane extends TriggerCounts {
  alerts: number
  contained: number
  automatic: number
  readonly dispositions: number[]
  readonly automaticDispositions: number[]
}

/** The result of a draft, alert by alert, with the decision that the gateway makes. What the session is checked against. */
export function runRows(history: History, baseline: Draft, draft: Draft): WhatIfResult {
  const { rows, cases, triggers } = history
  const lanes = [...triggers, null].map(
    (): Lane => ({
      alerts: 0,
      contained: 0,
      automatic: 0,
      dispositions: DISPOSITIONS.map(() => 0),
      automaticDispositions: DISPOSITIONS.map(() => 0),
    }),
  )
  const cells = new Uint32Array(CELLS)
  const migration = new Uint32Array(CELLS * CELLS)
  const breaks = new Uint32Array(DISRUPTION_LEVELS.length)
  const caps = new Uint32Array(CAPS.length)
  const blocked = new Uint32Array(BLOCKS.length)
  const confidence = new Uint32Array(101)
  const urgency = new Uint32Array(101)
  const asked = new Map<string, AskedGroup>()
  const stepsOf = new Map<string, number>()
  const touched = new Map<number, number>()
  const movedCases = new Set<number>()
  let [missed, truePositives, judged, movedAlerts] = [0, 0, 0, 0]

  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    const hour = Math.floor((rows.minute[row] ?? 0) / 60)
    const kind = DISPOSITIONS[rows.disposition[row] ?? 0] ?? 'undetermined'
    const isTrue = kind === 'true-positive'
    if (isTrue) truePositives += 1
    if (kind !== 'undetermined') judged += 1
    const was = decideCase(history, own, baseline)
    const is = decideCase(history, own, draft)
    bump(cells, cellOf(is))
    bump(migration, cellOf(was) * CELLS + cellOf(is))
    if (((was ^ is) & ANSWER_MASK) !== 0) {
      movedCases.add(own)
      movedAlerts += 1
    }
    const outcome = unpack(is)
    const isContained = outcome !== null && outcome.action !== null && outcome.gate !== 'blocked'
    if (isTrue && !isContained) missed += 1
    const input = inputOf(history, own, draft)
    if (outcome === null || input === null) continue
    const at = cases.trigger[own] ?? -1
    const lane = lanes[at < 0 ? triggers.length : at]
    if (lane === undefined) continue
    lane.alerts += 1
    bump(lane.dispositions, DISPOSITIONS.indexOf(kind))
    bump(confidence, outcome.confidence)
    bump(urgency, outcome.urgency)
    const decision = decide(input)
    if (outcome.tier < outcome.uncapped) for (const cap of decision.need.caps) bump(caps, CAPS.indexOf(cap))
    if (outcome.block !== null) bump(blocked, BLOCKS.indexOf(outcome.block))
    if (!isContained) continue
    lane.contained += 1
    const chosen = decision.options.find(({ action }) => action === outcome.action)
    bump(breaks, DISRUPTION_LEVELS.indexOf(chosen?.disruption.level ?? 'none'))
    for (const { group, votes } of groupsOf(decision, input.identity, draft)) {
      const own = asked.get(groupKey(group)) ?? { group, byHour: new Map<number, number>() }
      own.byHour.set(hour, (own.byHour.get(hour) ?? 0) + votes)
      asked.set(groupKey(group), own)
    }
    if (outcome.gate !== GATES[0]) continue
    lane.automatic += 1
    bump(lane.automaticDispositions, DISPOSITIONS.indexOf(kind))
    const who = cases.identity[own] ?? -1
    touched.set(who, (touched.get(who) ?? 0) + 1)
    stepsOf.set(`${at} ${hour}`, (stepsOf.get(`${at} ${hour}`) ?? 0) + 1)
  }

  const most = draft.policy.gate.autoStepsPerTriggerHour
  let overBudget = 0
  for (const [key, count] of stepsOf) {
    const trigger = draft.triggers[Number(key.split(' ')[0])]?.trigger
    const budget = Math.min(most, trigger?.response.automation.stepsPerHour ?? most)
    overBudget += Math.max(0, count - budget)
  }
  return {
    alerts: rows.count,
    cells,
    migration,
    triggers: lanes,
    teams: teamsOf(history, draft, touched),
    approvals: approvalsOf(history, [...asked.values()]),
    breaks,
    caps,
    blocked,
    confidence,
    urgency,
    missed,
    truePositives,
    judged,
    overBudget,
    moved: { alerts: movedAlerts, cases: movedCases.size },
  }
}

interface AskedGroup {
  readonly group: ApproverGroup
  readonly byHour: Map<number, number>
}

/** Whom a plan with just the chosen action would ask: the stages as it would carry them. */
function groupsOf({ gate, action, need, reasons, unblock }: Decision, identity: Identity | null, { policy }: Draft) {
  if (action === null) return []
  const scope = { identity, tier: need.tier, actionOwner: actionOf(action).owner }
  return groupsAsked(planGate({ gate, reasons, unblock }, scope, policy)?.stages ?? [])
}

function bump(counts: Uint32Array | number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

function teamsOf(history: History, draft: Draft, touched: ReadonlyMap<number, number>): WhatIfResult['teams'] {
  const found = new Map<
    string | null,
    { automatic: number; readonly touched: Set<string>; readonly identities: Set<string> }
  >()
  for (const [index, known] of history.identities.entries()) {
    const team = ownerTeamOf((draft.identities.get(index) ?? known).identity)
    const one = found.get(team) ?? { automatic: 0, touched: new Set(), identities: new Set() }
    one.identities.add(known.identity.id)
    one.automatic += touched.get(index) ?? 0
    if (touched.has(index)) one.touched.add(known.identity.id)
    found.set(team, one)
  }
  return [...found].map(([team, { automatic, touched, identities }]) => ({
    team,
    automatic,
    touched: touched.size,
    identities: identities.size,
  }))
}

function approvalsOf({ rows }: History, asked: readonly AskedGroup[]): WhatIfResult['approvals'] {
  const first = Math.floor((rows.minute[0] ?? 0) / 60)
  const last = Math.floor((rows.minute[rows.count - 1] ?? 0) / 60)
  const firstDay = Math.floor(first / 24)
  const count = (groups: readonly ReadonlyMap<number, number>[]) => {
    const perDay = new Uint32Array(Math.floor(last / 24) - firstDay + 1)
    const votesIn = (hour: number) => groups.reduce((sum, group) => sum + (group.get(hour) ?? 0), 0)
    let total = 0
    let peak = { minute: first * 60, votes: votesIn(first) }
    for (let hour = first; hour <= last; hour += 1) {
      const votes = votesIn(hour)
      const day = Math.floor(hour / 24) - firstDay
      perDay[day] = (perDay[day] ?? 0) + votes
      total += votes
      if (votes > peak.votes) peak = { minute: hour * 60, votes }
    }
    return { perDay, total, peak }
  }
  const groups = asked
    .map(({ group, byHour }) => ({ group, ...count([byHour]) }))
    .sort((a, b) => b.total - a.total || (groupKey(a.group) < groupKey(b.group) ? -1 : 1))
  return { firstDay, ...count(asked.map(({ byHour }) => byHour)), groups }
}
