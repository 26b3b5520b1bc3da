const GROUPED = new Intl.NumberFormat('en')

/** `1,048,576`; from ten million on `12.4 M` (put the exact count in a tooltip). */
export function countText(count: number): string {
  return count >= 10_000_000 ? `${(count / 1_000_000).toFixed(1)} M` : GROUPED.format(count)
}

/** `96 %` of a share 0-1. With few cases a percentage lies: give `of`, and under 30 it becomes "7 of 12". */
export function shareText(part: number, of: number): string {
  if (of < 30) return `${part} of ${of}`
  return `${Math.round((part / of) * 100)} %`
}

/** `1 job`, `2 jobs`: English plurals that only add an s, or with their own `plural`. */
export function plural(count: number, singular: string, pluralForm = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : pluralForm}`
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
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
