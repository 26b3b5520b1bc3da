import Papa from 'papaparse'

/** What a spreadsheet takes for a formula, in ASCII and full width, and what old ones take for a command. */
const FORMULA = /^'*[=+\-@\t\r|＝＋－＠]/

/**
 * A table as CSV (RFC 4180, comma, CRLF). A cell that a spreadsheet would run is led by an apostrophe, which `parseCsv`
 * takes away again, so that what went out comes back byte for byte.
 */
export function formatCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(neutralise))
  return `${Papa.unparse(cells, { newline: '\r\n', quotes: false })}\r\n`
}

export function neutralise(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

export function restore(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}

export type ParsedCsv =
  | { readonly ok: true; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly reason: string }

/** Reads CSV with a header line. Rows keep their order; a row that is empty is left out. */
export function parseCsv(text: string): ParsedCsv {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimiter: ',',
    skipEmptyLines: 'greedy',
  })
  const error = errors.find(({ type }) => type === 'Quotes')
  if (error !== undefined) return { ok: false, reason: `row ${(error.row ?? 0) + 1}: ${error.message}` }
  const [header, ...rows] = data.map((row) => row.map(restore))
  if (header === undefined) return { ok: false, reason: 'there is no header line' }
  const columns = header.map((column) => column.trim())
  const twice = columns.find((column, index) => columns.indexOf(column) !== index)
  if (twice !== undefined) return { ok: false, reason: `the column ${twice} stands twice` }
  return { ok: true, header: columns, rows }
}
