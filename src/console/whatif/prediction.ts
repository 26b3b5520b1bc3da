import type { Prediction } from '../../domain/change/prediction.ts'
import type { HistoryFacts, WhatIfResult } from '../../engine/worker/whatif-client.ts'

/** What a change says that it will come to: the counts of its draft over the whole history that was tried. */
export function predictionOf(facts: HistoryFacts, result: WhatIfResult): Prediction {
  const { approvals } = result
  return {
    from: facts.from,
    to: facts.to,
    asOf: facts.asOf,
    alerts: result.alerts,
    cells: [...result.cells],
    triggers: result.triggers.flatMap(({ alerts, automatic }, i) =>
      alerts === 0 ? [] : [{ id: facts.triggers[i]?.id ?? null, alerts, automatic }],
    ),
    approvals: {
      total: approvals.total,
      firstDay: approvals.firstDay,
      perDay: [...approvals.perDay],
      peak: { minute: approvals.peak.minute, votes: approvals.peak.votes },
    },
  }
}
