import { createApprovals, createVotes, type Votes } from '../whatif/approvals.ts'
import type { Draft } from '../whatif/draft.ts'
import { freshExercises } from '../whatif/draft-tables.ts'
import type { FactCounts } from '../whatif/history.ts'
import type { Approvals, WhatIfResult } from '../whatif/result.ts'
import type { Tables } from '../whatif/tables.ts'
import { teamCounts } from '../whatif/team-counts.ts'
import { countedStage, countQueries, type Load, movedStage, readCounts } from './counts.ts'
import { decisionOf } from './decision.ts'
import type { AlertPart, SqlEngine } from './engine.ts'
import { int, oneOf, rowCount, sum } from './expression.ts'
import { createHourDesk, type Hours } from './hours.ts'
import { CATALOGUE, type Parameter, parametersOf } from './parameters.ts'
import { select, stage } from './query.ts'
import { type Side, WEIGHT } from './tables.ts'

export type { AlertPart, SqlEngine } from './engine.ts'

export interface SqlHistory {
  /** As `knownOf` makes it: names and confidence keys. */
  readonly known: Tables
  readonly parts: readonly AlertPart[]
  /** Minutes since 1970 of the first and the last alert. */
  readonly span: { readonly first: number; readonly last: number }
  /** With whose facts of their identities the alerts are replayed. */
  readonly facts: FactCounts
}

export interface SqlAnswer {
  /** Of the alerts counted so far. Exact when they are all; else see `intervalOf` for what it says of the whole. */
  readonly result: WhatIfResult
  readonly counted: number
  readonly alerts: number
}

export interface RunOptions {
  readonly signal?: AbortSignal
  /** After each part: alerts read so far for this draft, of how many. */
  readonly onProgress?: (read: number, of: number) => void
}

export interface SqlSession {
  /** First what the sample says, where there is one; then all. What was read once is not counted again. */
  run(draft: Draft, options?: RunOptions): AsyncGenerator<SqlAnswer>
}

const INSERTED_AT_ONCE = 2_000

/**
 * A history too long for memory, with a baseline to compare with. The first draft counts the alerts of each case once, which
 * later ones take over. Each draft decides every case, and looks for the hours of those alerts whose case adds something else to
 * them than under the draft before.
 */
export async function openSqlSession(
  engine: SqlEngine,
  history: SqlHistory,
  baseline: Draft,
  signal?: AbortSignal,
): Promise<SqlSession> {
  const { dialect } = engine
  const { known } = history
  const run = async (statements: readonly string[], stop?: AbortSignal) => {
    for (const statement of statements) await engine.run(statement, stop)
  }
  const upload = async ({ table, rows }: Parameter, stop?: AbortSignal) => {
    await run(dialect.create(table), stop)
    for (let start = 0; start < rows.length; start += INSERTED_AT_ONCE) {
      await run([dialect.insert(table, rows.slice(start, start + INSERTED_AT_ONCE))], stop)
    }
  }
  const decide = async (draft: Draft, side: Side, stop?: AbortSignal) => {
    const { tables, identities } = parametersOf(known, draft, side)
    for (const parameter of tables) await upload(parameter, stop)
    const isExercised = freshExercises(known, draft)
    const { stages, decided } = decisionOf(draft.policy, isExercised, side, draft.identities.size > 0)
    for (const one of stages) await run(dialect.keep(one), stop)
    return { decided, identities }
  }

  await upload(CATALOGUE, signal)
  await run(dialect.create(WEIGHT), signal)
  const { decided: before } = await decide(baseline, 'baseline', signal)
  /** By part, what its rows in `WEIGHT` are marked with. A count that was cut off leaves rows that nobody asks for. */
  const marks = new Map<AlertPart, number>()
  const loads = new Map<string, Load>()
  let nextMark = 0
  const hourDesk = createHourDesk(engine)

  const weigh = async (part: AlertPart, stop?: AbortSignal) => {
    if (marks.has(part)) return
    nextMark += 1
    const { row } = part.table
    const columns = { part: int(nextMark), case: row.case, disposition: row.disposition, alerts: rowCount() }
    await run([dialect.insertFrom(WEIGHT, select({ from: part.table, columns, by: ['case', 'disposition'] }))], stop)
    marks.set(part, nextMark)
  }
  const loadOf = async (name: string, parts: readonly AlertPart[], stop?: AbortSignal): Promise<Load> => {
    const found = loads.get(name)
    if (found !== undefined) return found
    const { row } = WEIGHT
    const load = stage(name, {
      from: WEIGHT,
      where: oneOf(
        row.part,
        parts.map((part) => marks.get(part) ?? 0),
      ),
      columns: { case: row.case, disposition: row.disposition, alerts: sum(row.alerts) },
      by: ['case', 'disposition'],
    })
    await run(dialect.keep(load), stop)
    loads.set(name, load.table)
    return load.table
  }

  return {
    async *run(draft, { signal: stop, onProgress } = {}) {
      const { decided, identities } = await decide(draft, 'draft', stop)
      const count = await hourDesk.open(decided, identities.teams, stop)
      const all = total(history.parts)
      let read = 0
      const readParts = async (parts: readonly AlertPart[]) => {
        for (const part of parts) {
          await weigh(part, stop)
          await count.add(part)
          read += part.alerts
          onProgress?.(read, all)
        }
      }
      const answer = async (name: string, parts: readonly AlertPart[]): Promise<SqlAnswer> => {
        const counted = countedStage(await loadOf(name, parts, stop), decided, before)
        const moved = movedStage(counted.table)
        await run([...dialect.keep(counted), ...dialect.keep(moved)], stop)
        const rows = await engine.run(dialect.select(countQueries(counted.table, moved.table)), stop)
        const { automaticOf, ...counts } = readCounts(rows, known.history.triggers.length)
        const result: WhatIfResult = {
          ...counts,
          alerts: total(parts),
          teams: teamCounts(identities, (who) => automaticOf.get(who) ?? 0),
          approvals: votesOf(history.span, count.hours, identities.teams),
          overBudget: overBudget(draft, count.hours),
        }
        return { result, counted: total(parts), alerts: all }
      }

      const sample = history.parts.filter(({ isSample }) => isSample)
      if (sample.length > 0 && sample.length < history.parts.length) {
        await readParts(sample)
        yield await answer('load_sample', sample)
      }
      await readParts(history.parts.filter((part) => !sample.includes(part) || sample.length === history.parts.length))
      count.settle()
      yield await answer('load_all', history.parts)
    },
  }
}

function total(parts: readonly AlertPart[]): number {
  return parts.reduce((sum, part) => sum + part.alerts, 0)
}

/** Lane 0 holds votes that any approver may give, each lane below it both seats of an action that one team has a seat at. */
function votesOf(span: SqlHistory['span'], hours: Hours, teams: readonly string[]): Approvals {
  const firstHour = Math.floor(span.first / 60)
  const count = Math.floor(span.last / 60) - firstHour + 1
  const all = createVotes(count)
  const seats = new Map<string, Votes>()
  for (const [lane, amounts] of hours) {
    if (lane > 0) continue
    const seat = lane === 0 ? null : createVotes(count)
    for (const [hour, votes] of amounts) {
      const at = hour - firstHour
      all.byHour[at] = (all.byHour[at] ?? 0) + votes
      if (seat !== null) seat.byHour[at] = votes / 2
    }
    if (seat !== null) seats.set(teams[-lane - 1] ?? '', seat)
  }
  return createApprovals(firstHour)(all, seats)
}

function overBudget({ policy, triggers }: Draft, hours: Hours): number {
  const most = policy.gate.autoStepsPerTriggerHour
  let over = 0
  for (const [lane, steps] of hours) {
    const trigger = lane <= 0 ? undefined : triggers[lane - 1]?.trigger
    if (trigger === undefined) continue
    const budget = Math.min(most, trigger.response.automation.stepsPerHour ?? most)
    for (const count of steps.values()) over += Math.max(0, count - budget)
  }
  return over
}
