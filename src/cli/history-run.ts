import fs from 'node:fs/promises'
import * as z from 'zod'
import { CAPS, DISRUPTION_LEVELS, GATES } from '../domain/decision/decision.ts'
import { printable, readJson } from '../domain/json/read-json.ts'
import { sayRule } from '../domain/plan/quorum.ts'
import { Policy, STARTING_POLICY } from '../domain/policy/policy.ts'
import { estimate } from '../engine/sql/estimate.ts'
import { openSqlSession, type SqlAnswer, type SqlHistory } from '../engine/sql/session.ts'
import { asItIs } from '../engine/whatif/draft.ts'
import { DISPOSITIONS } from '../engine/whatif/history.ts'
import { BLOCKS, NO_ALERT_CELL } from '../engine/whatif/outcome.ts'
import type { Approvals } from '../engine/whatif/result.ts'
import { openDuckDb } from '../gateway/history/parquet-duckdb.ts'
import { openParquetHistory } from '../gateway/history/parquet-open.ts'
import type { Io } from './command.ts'

export interface RunWishes {
  readonly folder: string
  /** Files; null is the starting policy. */
  readonly policy: string | null
  readonly baseline: string | null
  readonly threads: number | null
  readonly onlySample: boolean
}

/** Tries the policy on the folder's alerts and prints each answer as it comes. Rejects with what is wrong. */
export async function runPolicy(wishes: RunWishes, io: Io, signal: AbortSignal): Promise<number> {
  const [policy, baseline] = await Promise.all([readPolicy(wishes.policy), readPolicy(wishes.baseline)])
  const duck = await openDuckDb(wishes.threads === null ? {} : { threads: wishes.threads })
  try {
    const opened = await openParquetHistory(duck, wishes.folder, signal)
    const { history } = opened.known
    const session = await openSqlSession(duck, opened, asItIs(history, baseline), signal)
    const onProgress = (read: number, of: number) => void io.err(`${read} of ${of} alerts read\n`)
    for await (const answer of session.run(asItIs(history, policy), { signal, onProgress })) {
      await io.out(`${printable(JSON.stringify(said(answer, opened)))}\n`)
      if (wishes.onlySample || io.isClosed()) break
    }
    return 0
  } finally {
    duck.close()
  }
}

async function readPolicy(file: string | null): Promise<Policy> {
  if (file === null) return STARTING_POLICY
  const read = readJson(await fs.readFile(file, 'utf8'))
  if (!read.ok) throw new RangeError(`${file} is not JSON: ${read.reason}`)
  const policy = Policy.safeParse(read.value)
  if (!policy.success) throw new RangeError(`${file} is no policy: ${z.prettifyError(policy.error)}`)
  return policy.data
}

/** Counts by name. From a sample each is an estimate with its bounds, none in it included; days and triggers then are left to the exact answer. */
function said(
  { result, counted, alerts }: SqlAnswer,
  { known: { history }, facts }: SqlHistory,
): Readonly<Record<string, unknown>> {
  const isExact = counted === alerts
  const count = (value: number) => (isExact ? value : estimate(value, counted, alerts))
  const named = (names: readonly string[], counts: ArrayLike<number>) =>
    Object.fromEntries(names.flatMap((name, i) => (isExact && counts[i] === 0 ? [] : [[name, count(counts[i] ?? 0)]])))
  const head = {
    exact: isExact,
    counted,
    alerts,
    factsOf: new Date(history.asOf).toISOString(),
    withFactsOfThen: facts.ofThen,
    decisions: named(CELL_NAMES, result.cells),
    moved: count(result.moved.alerts),
    breaks: named(DISRUPTION_LEVELS, result.breaks),
    heldBackBy: named(CAPS, result.caps),
    blockedBy: named(BLOCKS, result.blocked),
    truePositives: count(result.truePositives),
    missed: count(result.missed),
    judged: count(result.judged),
  }
  if (!isExact) return head
  return {
    ...head,
    movedCases: result.moved.cases,
    overBudget: result.overBudget,
    approvals: {
      from: new Date(result.approvals.firstDay * DAY_MS).toISOString().slice(0, 10),
      ...votes(result.approvals),
      groups: result.approvals.groups.map(({ group, ...own }) => ({ of: group.map(sayRule), ...votes(own) })),
    },
    teams: result.teams,
    triggers: result.triggers.flatMap(({ dispositions, automaticDispositions, ...counts }, i) =>
      counts.alerts === 0
        ? []
        : [
            {
              trigger: history.triggers[i]?.trigger.id ?? null,
              ...counts,
              judged: named(DISPOSITIONS, dispositions),
              judgedAutomatic: named(DISPOSITIONS, automaticDispositions),
            },
          ],
    ),
  }
}

const DAY_MS = 86_400_000

function votes({ total, perDay, peak }: Pick<Approvals, 'total' | 'perDay' | 'peak'>) {
  return { total, perDay: [...perDay], peak: { at: new Date(peak.minute * 60_000).toISOString(), votes: peak.votes } }
}

const CELL_NAMES = Array.from({ length: NO_ALERT_CELL + 1 }, (_, cell) =>
  cell === NO_ALERT_CELL ? 'no alert' : `T${Math.floor(cell / 4)} ${GATES[cell % 4] ?? ''}`,
)
