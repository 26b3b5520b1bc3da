// The order of the test files. What runs longest begins first, so that all workers are busy until the end: on a clean clone, where
// Vitest knows no times yet, it goes by the size of a file, and the kits that take minutes are files of ten lines.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** In seconds of a quiet machine with two processors. A name that is gone or missing costs time only. */
const LONG = new Map([
  ['src/gateway/kit.pglite.test.ts', 145],
  ['src/gateway/kit.postgres.test.ts', 99],
  ['src/gateway/faults.processes.test.ts', 82],
  ['src/gateway/connectors/keystone/keystone-credential.test.ts', 52],
  ['src/engine/whatif/session.test.ts', 41],
  ['src/gateway/runner/crash-execution.test.ts', 30],
  ['src/gateway/testing/crash-ingest.test.ts', 25],
  ['src/gateway/history/parquet-clickhouse.test.ts', 24],
  ['src/backend/embedded/conformance.test.ts', 20],
  ['src/gateway/history/parquet-duckdb.test.ts', 15],
  ['src/gateway/faults.pglite.test.ts', 12],
  ['src/gateway/faults.races.test.ts', 11],
  ['src/gateway/faults.postgres.test.ts', 9],
])

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files)
    // A file that wants a process of its own ends the one that has loaded the modules of all others; such files come last.
    const own = ({ project }: TestSpecification) => Number(project.config.isolate)
    return others.toSorted((a, b) => own(a) - own(b) || secondsOf(b) - secondsOf(a))
  }
}

function secondsOf({ moduleId }: TestSpecification): number {
  return [...LONG].find(([name]) => moduleId.endsWith(`/${name}`))?.[1] ?? 0
}
