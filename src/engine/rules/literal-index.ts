/** Where a literal has to stand in a text to count. */
export type Place = 'whole' | 'start' | 'end' | 'anywhere'

export interface Literal {
  readonly text: string
  readonly place: Place
}

/** Reports, by index, the literals that stand in a text at their place. One may be reported more than once. */
export type FindLiterals = (text: string, report: (literal: number) => void) => void

/**
 * Finds many literals in one pass: whole texts through a map, the others with an Aho-Corasick automaton, whose cost is the
 * length of the text plus the finds, however many literals there are. Compares code units as they are: whoever wants to
 * ignore case folds both sides.
 */
export function createLiteralIndex(literals: readonly Literal[]): FindLiterals {
  const whole = new Map<string, number[]>()
  const parts: { readonly index: number; readonly text: string; readonly place: Place }[] = []
  const always: number[] = []
  for (const [index, { text, place }] of literals.entries()) {
    if (place === 'whole') whole.set(text, [...(whole.get(text) ?? []), index])
    else if (text === '') always.push(index)
    else parts.push({ index, text, place })
  }
  const scan = parts.length > 0 ? createAutomaton(parts) : null
  return (text, report) => {
    for (const index of whole.get(text) ?? NONE) report(index)
    for (const index of always) report(index)
    scan?.(text, report)
  }
}

const NONE: readonly number[] = []

function createAutomaton(
  parts: readonly { readonly index: number; readonly text: string; readonly place: Place }[],
): FindLiterals {
  const next: Map<number, number>[] = [new Map()]
  const ends: (typeof parts)[number][][] = [[]]
  for (const part of parts) {
    let node = 0
    for (let i = 0; i < part.text.length; i += 1) {
      const code = part.text.charCodeAt(i)
      let child = next[node]?.get(code)
      if (child === undefined) {
        child = next.length
        next[node]?.set(code, child)
        next.push(new Map())
        ends.push([])
      }
      node = child
    }
    ends[node]?.push(part)
  }
  const fail = failuresOf(next)
  // The nearest shorter suffix that ends a literal, so that finds are reached without walking through the others.
  const shorter = new Int32Array(next.length)
  for (const node of byDepth(next)) {
    const back = fail[node] ?? 0
    shorter[node] = (ends[back]?.length ?? 0) > 0 ? back : (shorter[back] ?? 0)
  }
  return (text, report) => {
    let node = 0
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      let child = next[node]?.get(code)
      while (child === undefined && node !== 0) {
        node = fail[node] ?? 0
        child = next[node]?.get(code)
      }
      node = child ?? 0
      for (let found = node; found !== 0; found = shorter[found] ?? 0) {
        for (const { index, text: literal, place } of ends[found] ?? []) {
          if (place === 'start' && i + 1 !== literal.length) continue
          if (place === 'end' && i + 1 !== text.length) continue
          report(index)
        }
      }
    }
  }
}

/** Nodes by distance from the root, which is left out. */
function byDepth(next: readonly Map<number, number>[]): readonly number[] {
  const order: number[] = [0]
  for (let i = 0; i < order.length; i += 1) order.push(...(next[order[i] ?? 0]?.values() ?? []))
  return order.slice(1)
}

/** For each node the longest proper suffix that is a node, too. */
function failuresOf(next: readonly Map<number, number>[]): Int32Array {
  const fail = new Int32Array(next.length)
  for (const node of [0, ...byDepth(next)]) {
    for (const [code, child] of next[node] ?? []) {
      if (node === 0) continue
      let back = fail[node] ?? 0
      while (back !== 0 && next[back]?.has(code) !== true) back = fail[back] ?? 0
      fail[child] = next[back]?.get(code) ?? 0
    }
  }
  return fail
}
