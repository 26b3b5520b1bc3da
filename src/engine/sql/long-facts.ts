import { DISPOSITIONS } from '../whatif/history.ts'
import { factsOfCounts } from '../worker/history-facts.ts'
import type { HistoryFacts } from '../worker/whatif-protocol.ts'
import { equals, rowCount, sum } from './expression.ts'
import { must, select } from './query.ts'
import { type SqlEngine, type SqlHistory, spanOf } from './session.ts'
import { CASE } from './tables.ts'

/** What a long history holds, in the words of the lab. Cost: what every case comes to is read once. */
export async function longFacts(
  engine: SqlEngine,
  { parts, known, facts }: SqlHistory,
  signal?: AbortSignal,
): Promise<HistoryFacts> {
  const judged = DISPOSITIONS.map(() => 0)
  const perIdentity = new Map<number, number>()
  for (const { weights } of parts) {
    const query = select({
      from: weights,
      joins: [must(CASE, equals(CASE.row.case, weights.row.case))],
      columns: { identity: CASE.row.identity, disposition: weights.row.disposition, alerts: sum(weights.row.alerts) },
      by: ['identity', 'disposition'],
    })
    for (const [who = 0, disposition = 0, alerts = 0] of await engine.run(engine.dialect.select([query]), signal)) {
      judged[disposition] = (judged[disposition] ?? 0) + alerts
      // 0 is nobody; places begin at 1.
      perIdentity.set(who - 1, (perIdentity.get(who - 1) ?? 0) + alerts)
    }
  }
  const [[cases = 0] = []] = await engine.run(
    engine.dialect.select([select({ from: CASE, columns: { cases: rowCount() } })]),
    signal,
  )
  const span = spanOf(parts)
  return factsOfCounts(known.history, {
    alerts: judged.reduce((sum, count) => sum + count, 0),
    cases,
    firstMinute: span.first,
    lastMinute: span.last,
    judged,
    facts,
    alertsOf: (place) => perIdentity.get(place) ?? 0,
  })
}
