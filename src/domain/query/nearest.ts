/** The known word that is at most two typing errors away, or begins like it; null where none is. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase()
  if (wanted === '' || wanted.length > 40) return null
  const scored = known.map((name) => ({ name, errors: distance(wanted, name.toLowerCase()) }))
  const best = scored.reduce<(typeof scored)[number] | null>(
    (least, one) => (least === null || one.errors < least.errors ? one : least),
    null,
  )
  if (best !== null && best.errors <= Math.min(2, Math.floor(wanted.length / 2))) return best.name
  return known.find((name) => name.toLowerCase().startsWith(wanted)) ?? null
}

/** Typing errors between two words. */
export function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = row
  }
  return before[b.length] ?? 0
}
