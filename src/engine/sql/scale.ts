import type { Approvals, WhatIfResult } from '../whatif/result.ts'

/**
 * What the counts of a sample say of the whole, in its place: every count of alerts and votes times whole / sampled, rounded. What is no
 * count of alerts (days, hours, identities, cases that moved) stays what was seen. Of a whole it is that whole.
 */
export function scaled(result: WhatIfResult, whole: number): WhatIfResult {
  if (result.alerts === 0 || result.alerts === whole) return result
  const times = whole / result.alerts
  const one = (count: number) => Math.round(count * times)
  const all = (counts: Uint32Array) => Uint32Array.from(counts, one)
  const each = (counts: readonly number[]) => counts.map(one)
  const votes = <Part extends Pick<Approvals, 'perDay' | 'total' | 'peak'>>(part: Part): Part => ({
    ...part,
    perDay: all(part.perDay),
    total: one(part.total),
    peak: { minute: part.peak.minute, votes: one(part.peak.votes) },
  })
  return {
    alerts: whole,
    cells: all(result.cells),
    migration: all(result.migration),
    triggers: result.triggers.map((counts) => ({
      alerts: one(counts.alerts),
      contained: one(counts.contained),
      automatic: one(counts.automatic),
      dispositions: each(counts.dispositions),
      automaticDispositions: each(counts.automaticDispositions),
    })),
    teams: result.teams.map((team) => ({ ...team, automatic: one(team.automatic) })),
    approvals: { ...votes(result.approvals), groups: result.approvals.groups.map(votes) },
    breaks: all(result.breaks),
    caps: all(result.caps),
    blocked: all(result.blocked),
    confidence: all(result.confidence),
    urgency: all(result.urgency),
    missed: one(result.missed),
    truePositives: one(result.truePositives),
    judged: one(result.judged),
    overBudget: one(result.overBudget),
    moved: { alerts: one(result.moved.alerts), cases: result.moved.cases },
  }
}
