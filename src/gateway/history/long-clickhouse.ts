import { createCounter } from '../../engine/sql/counter.ts'
import { longFacts } from '../../engine/sql/long-facts.ts'
import type { ClickHouse } from './clickhouse-http.ts'
import { openHistoryIn } from './clickhouse-place.ts'
import type { LongHistorySource } from './long-history.ts'

/** The history that `cli -- history upload` put into a ClickHouse. Rejects with what is wrong there. */
export async function openLongClickHouse(engine: ClickHouse, switchesAt: number): Promise<LongHistorySource> {
  try {
    const history = await openHistoryIn(engine)
    const facts = await longFacts(engine, history)
    const counter = createCounter(engine, history)
    return {
      view: { alerts: facts.alerts, switchesAt, facts },
      count: (ask, say, signal) => counter.count(ask, say, signal, () => performance.now()),
    }
  } catch (error) {
    await engine.close()
    throw error
  }
}
