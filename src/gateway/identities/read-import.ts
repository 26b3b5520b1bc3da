import * as z from 'zod'
import { Dependency } from '../../domain/identity/identity.ts'
import { printable } from '../../domain/json/read-json.ts'
import { readRecords } from '../../formats/read-records.ts'
import { Problem } from '../http/problem.ts'
import { parseCsv } from './csv.ts'
import { type CsvColumn, DEPENDENCY_COLUMN_GUIDE, IDENTITY_COLUMN_GUIDE, unflatten } from './csv-columns.ts'
import { firstIssue, IdentityInput } from './identity-input.ts'
import type { ImportLine } from './import-identities.ts'

const MEBIBYTE = 1024 * 1024

/** One import; a larger inventory comes in several files. */
export const IMPORT_BOUNDS = {
  maxBytes: 16 * MEBIBYTE,
  maxInflatedBytes: 32 * MEBIBYTE,
  maxRatio: 100,
  maxRecords: 20_000,
  record: { maxDepth: 16, maxLength: 1_000_000, maxKeys: 30_000 },
}

export type ImportFormat = 'json' | 'ndjson' | 'csv'

/** Lines of an import, each with its number from 1 (in CSV the header is 1). Throws where the whole cannot be read. */
export async function readImport(format: ImportFormat, bytes: Uint8Array): Promise<ImportLine[]> {
  if (format === 'csv') return readCsv(bytes, IDENTITY_COLUMN_GUIDE, readIdentity)
  const batch = await readRecords(bytes, { bounds: IMPORT_BOUNDS })
  if (!batch.ok) {
    throw new Problem(batch.refusal === 'too-large' ? 'too-large' : 'invalid-request', `${batch.reason}.`)
  }
  return batch.records.map((record) => {
    const line = record.position.line ?? record.position.index + 1
    if (!record.ok) return { line, ok: false as const, reason: record.reason }
    if (record.hasNul) return { line, ok: false as const, reason: 'a text holds a NUL character' }
    return { line, ...readIdentity(record.value) }
  })
}

export type DependencyLine = { readonly line: number } & (
  | { readonly ok: true; readonly input: Dependency }
  | { readonly ok: false; readonly reason: string }
)

/** Lines of the second CSV. */
export function readDependencies(bytes: Uint8Array): DependencyLine[] {
  return readCsv(bytes, DEPENDENCY_COLUMN_GUIDE, (cells) => parseWith(Dependency, unflatten(cells)))
}

type Read<T> = { readonly ok: true; readonly input: T } | { readonly ok: false; readonly reason: string }

function readIdentity(value: unknown): Read<IdentityInput> {
  return parseWith(IdentityInput, value)
}

function parseWith<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value)
  return parsed.success
    ? { ok: true, input: parsed.data }
    : { ok: false, reason: printable(firstIssue(parsed.error)).slice(0, 300) }
}

function readCsv<T>(
  bytes: Uint8Array,
  guide: readonly Pick<CsvColumn<never>, 'name' | 'read' | 'isRequired'>[],
  read: (cells: Record<string, unknown>) => Read<T>,
): ({ readonly line: number } & Read<T>)[] {
  const parsed = parseCsv(decode(bytes))
  if (!parsed.ok) throw new Problem('invalid-request', `The CSV cannot be read: ${printable(parsed.reason)}.`)
  const columns = parsed.header.map((name) => guide.find((column) => column.name === name))
  const unknown = parsed.header.find((_, index) => columns[index] === undefined)
  if (unknown !== undefined) {
    const known = guide.map((column) => column.name).join(', ')
    throw new Problem('invalid-request', `The column ${printable(unknown).slice(0, 60)} is not known. Known: ${known}.`)
  }
  const missing = guide.find((column) => column.isRequired && !parsed.header.includes(column.name))
  if (missing !== undefined) throw new Problem('invalid-request', `The column ${missing.name} is missing.`)
  if (parsed.rows.length > IMPORT_BOUNDS.maxRecords) {
    throw new Problem('too-large', `An import may have ${IMPORT_BOUNDS.maxRecords} lines. Split it.`)
  }
  return parsed.rows.map((row, index) => {
    const line = index + 2
    if (row.length !== columns.length) {
      return { line, ok: false as const, reason: `${row.length} cells, the header has ${columns.length}` }
    }
    const cells: Record<string, unknown> = {}
    for (const [at, column] of columns.entries()) {
      if (column === undefined) continue
      const value = column.read(row[at] ?? '')
      if (value === undefined) return { line, ok: false as const, reason: `${column.name}: not a value of this column` }
      if (value === null && column.name === 'id') continue
      cells[column.name] = value
    }
    if (row.some((cell) => cell.includes('\0'))) {
      return { line, ok: false as const, reason: 'a cell holds a NUL character' }
    }
    return { line, ...read(cells) }
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('invalid-request', 'The CSV is not valid UTF-8.')
  }
}
