import { createCounter } from '../../engine/sql/counter.ts'
import { longFacts } from '../../engine/sql/long-facts.ts'
import type { LongHistorySource } from './long-history.ts'
import { type DuckDbOptions, openDuckDb } from './parquet-duckdb.ts'
import { openParquetHistory } from './parquet-open.ts'

/** A folder that `cli -- history export` wrote, on DuckDB in this process. Rejects with what is wrong with the folder. */
export async function openLongDuckDb(
  folder: string,
  switchesAt: number,
  options: DuckDbOptions = {},
): Promise<LongHistorySource> {
  const duck = await openDuckDb(options)
  try {
    const history = await openParquetHistory(duck, folder)
    const facts = await longFacts(duck, history)
    const counter = createCounter(duck, history)
    return {
      view: { alerts: facts.alerts, switchesAt, facts },
      count: (ask, say, signal) => counter.count(ask, say, signal, () => performance.now()),
    }
  } catch (error) {
    duck.close()
    throw error
  }
}
