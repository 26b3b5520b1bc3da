import { hoursQuery, type Pulse, pulseStage } from './counts.ts'
import type { decisionOf } from './decision.ts'
import type { AlertPart, SqlEngine } from './engine.ts'
import { and, equals, type Integer, int, isMissing, minus, not, or, orElse, rowCount } from './expression.ts'
import { maybe, select, table } from './query.ts'

/** Automatic steps (the lane of their trigger) and below 0 alerts that ask somebody (see `asksIn`), by lane, then by hour since 1970. */
export type Hours = ReadonlyMap<number, ReadonlyMap<number, number>>

/** The hours of one draft, part by part. */
export interface HourCount {
  /** Reads the part. */
  add(part: AlertPart): Promise<void>
  /** Of parts that were added. */
  of(parts: readonly AlertPart[]): Hours
  /** From now on drafts are compared with this one. To be called when every part was added. */
  settle(): void
}

type Amounts = Map<number, Map<number, number>>

const DELTA = table('pulse_delta', { case: 'integer', lane: 'integer', amount: 'integer' })

/**
 * Counts hours so that the next draft costs what differs: what the last one counted is kept part by part, and only cases that
 * now add something else are looked for in their hours, which stand by case and are skipped by the row group.
 */
export function createHourDesk(engine: SqlEngine) {
  const { dialect } = engine
  let settled: {
    readonly pulse: Pulse
    readonly parts: ReadonlyMap<AlertPart, Amounts>
    readonly teams: readonly string[]
  } | null = null

  const difference = async (now: Pulse, before: Pulse, signal?: AbortSignal) => {
    for (const statement of dialect.create(DELTA)) await engine.run(statement, signal)
    await engine.run(dialect.insertFrom(DELTA, unlike(now, before, now.row.amount)), signal)
    await engine.run(dialect.insertFrom(DELTA, unlike(before, now, minus(int(0), before.row.amount))), signal)
    const sizes: number[] = []
    for (const from of [DELTA, now]) {
      const [[rows = 0] = []] = await engine.run(
        dialect.select([select({ from, columns: { rows: rowCount() } })]),
        signal,
      )
      sizes.push(rows)
    }
    return (sizes[0] ?? 0) < (sizes[1] ?? 0) / 2
  }

  return {
    /** `teams` as lanes below 0 count them: under other suppositions they may be others, and nothing is taken over. */
    async open(
      decided: ReturnType<typeof decisionOf>['decided'],
      teams: readonly string[],
      signal?: AbortSignal,
    ): Promise<HourCount> {
      // The last settled one is still needed, so two names take turns.
      const name = settled?.pulse.name === 'pulse_a' ? 'pulse_b' : 'pulse_a'
      const stage = pulseStage(decided, name)
      for (const statement of dialect.keep(stage)) await engine.run(statement, signal)
      const pulse = stage.table
      const before = settled?.teams.join('\n') === teams.join('\n') ? settled : null
      const isLittle = before !== null && (await difference(pulse, before.pulse, signal))
      const asked: Pulse = isLittle ? DELTA : pulse
      const parts = new Map<AlertPart, Amounts>()
      return {
        async add(part) {
          const rows = await engine.run(dialect.select([hoursQuery(part.hours, asked)]), signal)
          const own = isLittle ? copyOf(before?.parts.get(part)) : new Map<number, Map<number, number>>()
          for (const [lane = 0, hour = 0, amount = 0] of rows) add(own, lane, hour, amount)
          parts.set(part, own)
        },
        of(wanted) {
          const sum: Amounts = new Map()
          for (const part of wanted) {
            for (const [lane, hours] of parts.get(part) ?? []) {
              for (const [hour, amount] of hours) add(sum, lane, hour, amount)
            }
          }
          return sum
        },
        settle() {
          settled = { pulse, parts, teams }
        },
      }
    },
  }
}

/** Cases of one pulse that the other has not, or otherwise. */
function unlike(one: Pulse, other: Pulse, amount: Integer) {
  const { row } = one
  const isSame = and(
    equals(row.lane, orElse(other.row_.lane, int(0))),
    equals(row.amount, orElse(other.row_.amount, int(-1))),
  )
  return select({
    from: one,
    joins: [maybe(other, equals(other.row.case, row.case))],
    where: or(isMissing(other.row_.case), not(isSame)),
    columns: { case: row.case, lane: row.lane, amount },
  })
}

function add(amounts: Amounts, lane: number, hour: number, amount: number): void {
  const own = amounts.get(lane) ?? new Map<number, number>()
  own.set(hour, (own.get(hour) ?? 0) + amount)
  amounts.set(lane, own)
}

function copyOf(amounts: Amounts | undefined): Amounts {
  return new Map([...(amounts ?? [])].map(([lane, hours]) => [lane, new Map(hours)]))
}
