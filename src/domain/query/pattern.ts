import type { QueryValue } from './query.ts'

/** As texts are compared: without regard to case. */
export function fold(text: string): string {
  return text.toLowerCase()
}

/**
 * Whether a folded text is the value (`whole`), or holds it (`part`). The parts of a pattern are found one after the other, each
 * as early as it can be: that finds a match where there is one, and never goes back.
 */
export function matcherOf(value: QueryValue, how: 'whole' | 'part'): (folded: string) => boolean {
  if (value.kind === 'literal') {
    const wanted = fold(value.text)
    return how === 'whole' ? (text) => text === wanted : (text) => text.includes(wanted)
  }
  const parts = value.parts.map(fold)
  const first = how === 'whole' ? (parts[0] ?? '') : ''
  const last = how === 'whole' ? (parts.at(-1) ?? '') : ''
  const inner = how === 'whole' ? parts.slice(1, -1) : parts.filter((part) => part !== '')
  return (text) => {
    if (text.length < first.length + last.length) return false
    if (!text.startsWith(first) || !text.endsWith(last)) return false
    let at = first.length
    for (const part of inner) {
      const found = text.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= text.length - last.length
  }
}
