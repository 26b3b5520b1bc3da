import * as words from '#words/numbers.ts'

const GROUPED = new Intl.NumberFormat(words.language)
const TENTHS = new Intl.NumberFormat(words.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** `1,048,576`; from ten million on `12.4 M` (put the exact count in a tooltip). */
export function countText(count: number): string {
  return count >= 10_000_000 ? words.million(TENTHS.format(count / 1_000_000)) : exactText(count)
}

/** `12,400,000`: where not one may be missing, as in a verdict. */
export function exactText(count: number): string {
  return GROUPED.format(count)
}

/** `96 %` of a share 0-1. With few cases a percentage lies: give `of`, and under 30 it becomes "7 of 12". */
export function shareText(part: number, of: number): string {
  return of < 30 ? words.ofCases(part, of) : words.percent(Math.round((part / of) * 100))
}

/** `512 B`, `13 kB`, `4.2 MB`: powers of ten. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value < 9.95 ? TENTHS.format(value) : Math.round(value)} ${units[unit]}`
}
