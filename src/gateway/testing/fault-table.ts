import fs from 'node:fs'
import path from 'node:path'
import type { Tally } from './fault-world.ts'

/** Plans for each fault as somebody asked for it; null: the small number of every run of CI. */
export const FAULT_RUNS = sizeIn('SLUICEGATE_FAULT_RUNS')
/** Plans that are decided by several people on several gateways at once. */
export const FAULT_RACES = sizeIn('SLUICEGATE_FAULT_RACES')

/** What was counted on one database. */
export interface Counted {
  readonly database: string
  readonly rows: readonly Tally[]
  /** The longest that a gateway took from being spawned to looking for work; null where none was. */
  readonly slowestStartMs: number | null
}

/** The table as people read it. */
export function faultTable({ rows, database, slowestStartMs }: Counted): string {
  const head = ['fault', 'runs', 'doubled', 'without quorum', 'lost']
  const body = rows.map((row) => [row.fault, row.runs, row.doubled, row.withoutQuorum, row.lost].map(String))
  const widths = head.map((word, i) => Math.max(word.length, ...body.map((cells) => cells[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  const start = slowestStartMs === null ? '' : `slowest start of a gateway: ${(slowestStartMs / 1000).toFixed(1)} s\n`
  return `\nFaults on ${database}\n${[head, ...body].map(line).join('\n')}\n${start}`
}

export interface Table {
  add(row: Tally): void
  /** A gateway in a process of its own was up after so long. */
  started(afterMs: number): void
  print(): void
}

/** A table that `npm run bench -- faults` finds as far as it was counted, also where the run is stopped in its midst. */
export function openTable(database: string): Table {
  const rows: Tally[] = []
  let slowestStartMs: number | null = null
  const counted = (): Counted => ({ database, rows, slowestStartMs })
  return {
    add: (row) => {
      rows.push(row)
      publish(counted())
    },
    started: (afterMs) => {
      slowestStartMs = Math.max(slowestStartMs ?? 0, Math.round(afterMs))
    },
    print: () => {
      process.stdout.write(faultTable(counted()))
    },
  }
}

function publish(counted: Counted): void {
  const folder = process.env['SLUICEGATE_FAULT_TABLES']
  if (folder === undefined) return
  const file = `${counted.database.replaceAll(/\W+/g, '-').toLowerCase()}.json`
  fs.writeFileSync(path.join(folder, file), JSON.stringify(counted))
}

function sizeIn(name: string): number | null {
  const size = Number(process.env[name] ?? Number.NaN)
  return Number.isInteger(size) && size > 0 ? size : null
}
