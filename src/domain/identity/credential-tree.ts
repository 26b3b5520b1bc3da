import type { Credential } from './identity.ts'

/** A credential with those among the same list that have to be dealt with before it. */
export interface OrderedCredential {
  readonly id: string
  /** Ids, each earlier in the list. */
  readonly after: readonly string[]
}

/** The named credentials and every active one that hangs below them, in the order of `all`; each once, circles end. */
export function withBelow(all: readonly Credential[], named: readonly string[]): readonly string[] {
  const found = new Set(named)
  let size = -1
  while (size !== found.size) {
    size = found.size
    for (const { id, below, state } of all) {
      if (below !== undefined && state === 'active' && found.has(below)) found.add(id)
    }
  }
  const known = all.filter(({ id }) => found.has(id)).map(({ id }) => id)
  return [...known, ...named.filter((id) => !known.includes(id))]
}

/**
 * Credentials from the top of the tree down: with the upper one still open, a lower one that was cut could be issued again. What
 * hangs below none of the others waits for nobody. In a circle, which only a wrong import has, the first by order begins.
 */
export function fromTheTop(all: readonly Credential[], ids: readonly string[]): readonly OrderedCredential[] {
  const wanted = new Set(ids)
  const above = new Map(all.map(({ id, below }) => [id, below]))
  const ordered: OrderedCredential[] = []
  const placed = new Set<string>()
  let rest = ids
  while (rest.length > 0) {
    const free = rest.filter((id) => {
      const parent = above.get(id)
      return parent === undefined || !wanted.has(parent) || placed.has(parent)
    })
    const next = free.length > 0 ? free : rest.slice(0, 1)
    for (const id of next) {
      const parent = above.get(id)
      ordered.push({ id, after: parent !== undefined && placed.has(parent) ? [parent] : [] })
    }
    for (const id of next) placed.add(id)
    rest = rest.filter((id) => !placed.has(id))
  }
  return ordered
}
