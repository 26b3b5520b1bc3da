import { ACTION_OWNERS } from '../../domain/action/action-words.ts'
import { MOST_PEOPLE, type QuorumRules, type StageRule } from '../../domain/policy/quorum-rules.ts'
import { asksOwner, createApprovals, createVotes } from '../whatif/approvals.ts'
import type { Draft } from '../whatif/draft.ts'
import { freshExercises } from '../whatif/draft-tables.ts'
import type { FactCounts } from '../whatif/history.ts'
import type { Approvals, WhatIfResult } from '../whatif/result.ts'
import type { Tables } from '../whatif/tables.ts'
import { teamCounts } from '../whatif/team-counts.ts'
import { countedStage, countQueries, type Load, movedStage, readCounts } from './counts.ts'
import { asksIn, decisionOf } from './decision.ts'
import type { AlertPart, Span, SqlEngine } from './engine.ts'
import { int, not, oneOf, rowCount, sum } from './expression.ts'
import { createHourDesk, type Hours } from './hours.ts'
import { CATALOGUE, type Parameter, parametersOf } from './parameters.ts'
import { select, stage } from './query.ts'
import { reachUnder } from './reach.ts'
import { AIM_CUT, CUT, CUT_BIN, type Side, SUPPOSED_REACH, WEIGHT } from './tables.ts'

export type { AlertPart, Span, SqlEngine } from './engine.ts'

export interface SqlHistory {
  /** As `knownOf` makes it: names and confidence keys. */
  readonly known: Tables
  readonly parts: readonly AlertPart[]
  /** With whose facts of their identities the alerts are replayed. */
  readonly facts: FactCounts
}

export interface SqlAnswer {
  /** Of the alerts counted so far, or where the tail is held back of those before it. */
  readonly result: WhatIfResult
  /** The same of the tail that is held back; null where it is not. */
  readonly tail: WhatIfResult | null
  readonly counted: number
  readonly alerts: number
}

export interface RunOptions {
  /** Counts the newest alerts apart. */
  readonly isTailHeldBack?: boolean
  readonly signal?: AbortSignal
  /** After each part: alerts read so far for this draft, of how many. */
  readonly onProgress?: (read: number, of: number) => void
}

export interface SqlSession {
  /** First what the sample says, where there is one; then all. What was read once is not counted again. */
  run(draft: Draft, options?: RunOptions): AsyncGenerator<SqlAnswer>
}

const INSERTED_AT_ONCE = 2_000

/** Each alert asks for so many votes at most, and counts have 32 bits with a sign. */
export const MOST_ALERTS = Math.floor((2 ** 31 - 1) / MOST_PEOPLE)

/**
 * A history too long for memory, with a baseline to compare with. Each draft decides every case, and looks for the hours of those
 * alerts whose case adds something else to them than under the draft before. Throws a RangeError for more than `MOST_ALERTS`.
 */
export async function openSqlSession(
  engine: SqlEngine,
  history: SqlHistory,
  baseline: Draft,
  signal?: AbortSignal,
): Promise<SqlSession> {
  const { dialect } = engine
  const { known } = history
  const whole = total(history.parts)
  if (whole > MOST_ALERTS) {
    throw new RangeError(
      `the history holds ${whole} alerts, and counts have room for ${MOST_ALERTS}: export it in two folders, by time`,
    )
  }
  const run = async (statements: readonly string[], stop?: AbortSignal) => {
    for (const statement of statements) await engine.run(statement, stop)
  }
  const upload = async (parameter: Parameter, stop?: AbortSignal) => {
    await run(dialect.create(parameter.table), stop)
    await insert(parameter, stop)
  }
  const insert = async ({ table, rows }: Parameter, stop?: AbortSignal) => {
    for (let start = 0; start < rows.length; start += INSERTED_AT_ONCE) {
      await run([dialect.insert(table, rows.slice(start, start + INSERTED_AT_ONCE))], stop)
    }
  }
  const decide = async (draft: Draft, side: Side, stop?: AbortSignal) => {
    const { tables, identities } = parametersOf(known, draft, side)
    for (const parameter of tables) await upload(parameter, stop)
    const isExercised = freshExercises(known, draft)
    const supposed = { identities: draft.identities.size > 0, reach: await supposeReach(draft, side, stop) }
    const { stages, decided } = decisionOf(draft.policy, isExercised, side, supposed)
    for (const one of stages) await run(dialect.keep(one), stop)
    return { decided, identities }
  }

  /** Whether anything is reached otherwise; then the tables of the side say what. */
  const supposeReach = async (draft: Draft, side: Side, stop?: AbortSignal): Promise<boolean> => {
    const into = SUPPOSED_REACH[side]
    const other = reachUnder(known, draft, into, cuts)
    if (other === null) return false
    const kept = [
      [into.cut, select({ from: CUT, columns: CUT.row })],
      [into.cutBin, select({ from: CUT_BIN, columns: CUT_BIN.row })],
      [into.aimCut, select({ from: AIM_CUT, where: not(oneOf(AIM_CUT.row.aim, other.aims)), columns: AIM_CUT.row })],
    ] as const
    for (const [table, rows] of kept) await run([...dialect.create(table), dialect.insertFrom(table, rows)], stop)
    for (const parameter of other.rows) await insert(parameter, stop)
    return true
  }

  await upload(CATALOGUE, signal)
  await run(dialect.create(WEIGHT), signal)
  const [[cuts = 0] = []] = await engine.run(
    dialect.select([select({ from: CUT, columns: { cuts: rowCount() } })]),
    signal,
  )
  const { decided: before } = await decide(baseline, 'baseline', signal)
  /** By part, what its rows in `WEIGHT` are marked with. A count that was cut off leaves rows that nobody asks for. */
  const marks = new Map<AlertPart, number>()
  const loads = new Map<string, Load>()
  let nextMark = 0
  const hourDesk = createHourDesk(engine)

  const weigh = async (part: AlertPart, stop?: AbortSignal) => {
    if (marks.has(part)) return
    nextMark += 1
    const columns = { part: int(nextMark), ...part.weights.row }
    await run([dialect.insertFrom(WEIGHT, select({ from: part.weights, columns }))], stop)
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
    async *run(draft, { signal: stop, onProgress, isTailHeldBack = false } = {}) {
      const { decided, identities } = await decide(draft, 'draft', stop)
      const count = await hourDesk.open(decided, identities.teams, stop)
      let read = 0
      const readParts = async (parts: readonly AlertPart[]) => {
        for (const part of parts) {
          await weigh(part, stop)
          await count.add(part)
          read += part.alerts
          onProgress?.(read, whole)
        }
      }
      const resultOf = async (name: string, parts: readonly AlertPart[], span: Span): Promise<WhatIfResult> => {
        const counted = countedStage(await loadOf(name, parts, stop), decided, before)
        const moved = movedStage(counted.table)
        await run([...dialect.keep(counted), ...dialect.keep(moved)], stop)
        const rows = await engine.run(dialect.select(countQueries(counted.table, moved.table)), stop)
        const { automaticOf, ...counts } = readCounts(rows, known.history.triggers.length)
        const hours = count.of(parts)
        return {
          ...counts,
          alerts: total(parts),
          teams: teamCounts(
            identities,
            Uint32Array.from(identities.member, (_, who) => automaticOf.get(who) ?? 0),
          ),
          approvals: votesOf(span, hours, identities.teams, draft.policy.gate.quorums),
          overBudget: overBudget(draft, hours),
        }
      }
      const isCounted = isTailHeldBack ? ({ isTail }: AlertPart) => !isTail : () => true
      const answer = async (name: string, parts: readonly AlertPart[]): Promise<SqlAnswer> => {
        const [some, tail] = [parts.filter(isCounted), parts.filter((part) => !isCounted(part))]
        const [spanOfSome, spanOfTail] = [
          history.parts.filter(isCounted),
          history.parts.filter((part) => !isCounted(part)),
        ]
        const kind = isTailHeldBack ? 'tuned' : 'all'
        return {
          result: await resultOf(`load_${kind}_${name}`, some, spanOf(spanOfSome)),
          tail: isTailHeldBack ? await resultOf(`load_tail_${name}`, tail, spanOf(spanOfTail)) : null,
          counted: total(parts),
          alerts: whole,
        }
      }

      const sample = history.parts.filter(({ isSample }) => isSample)
      if (sample.length > 0 && sample.length < history.parts.length) {
        await readParts(sample)
        yield await answer('sample', sample)
      }
      await readParts(history.parts.filter((part) => !sample.includes(part) || sample.length === history.parts.length))
      count.settle()
      yield await answer('whole', history.parts)
    },
  }
}

/** Of all parts together; of none at all the beginning of time. */
export function spanOf(parts: readonly Pick<AlertPart, 'span'>[]): Span {
  if (parts.length === 0) return { first: 0, last: 0 }
  return {
    first: parts.reduce((least, { span }) => Math.min(least, span.first), Number.POSITIVE_INFINITY),
    last: parts.reduce((most, { span }) => Math.max(most, span.last), 0),
  }
}

function total(parts: readonly AlertPart[]): number {
  return parts.reduce((sum, part) => sum + part.alerts, 0)
}

function votesOf(span: Span, hours: Hours, teams: readonly string[], quorums: QuorumRules): Approvals {
  const firstHour = Math.floor(span.first / 60)
  const count = Math.floor(span.last / 60) - firstHour + 1
  const byOwner = () => ACTION_OWNERS.map(() => new Int32Array(count))
  const asks = (rules: readonly StageRule[]) => (asksOwner(rules) ? byOwner() : [new Int32Array(count)])
  const [one, two, twoOfNobody] = [asks(quorums['one-approval']), asks(quorums['two-approvals']), byOwner()]
  const twoOfTeams = new Map(teams.map((team) => [team, createVotes(count)]))
  for (const [lane, amounts] of hours) {
    if (lane > 0) continue
    const { isTwo, team, owner } = asksIn(lane)
    const own = (isTwo ? (team === 0 ? twoOfNobody : two) : one)[owner]
    const seat = twoOfTeams.get(teams[team - 1] ?? '')
    for (const [hour, alerts] of amounts) {
      const at = hour - firstHour
      if (own !== undefined) own[at] = (own[at] ?? 0) + alerts
      if (seat !== undefined && team > 0) seat.byHour[at] = (seat.byHour[at] ?? 0) + alerts
    }
  }
  return createApprovals(firstHour, count)(quorums, { one, two, twoOfTeams, twoOfNobody })
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
