import type { Identity } from '../../domain/identity/identity.ts'
import { printable } from '../../domain/json/read-json.ts'
import type { IdentityName, IdentityRef, NameKind } from '../../domain/signal/signal.ts'

/** What a record's identity is to us. */
export interface Match {
  /** Null where no name of it is known. */
  readonly identityId: string | null
  /** Why the match cannot be trusted, in words; null where it can. */
  readonly ambiguity: string | null
}

/** Known identities by the exact value of a name, and the names of each. */
export interface KnownNames {
  /** Ids in ascending order. */
  holders(value: string): readonly string[]
  identity(id: string): Pick<Identity, 'id' | 'name' | 'names'> | undefined
}

export const NO_MATCH: Match = { identityId: null, ambiguity: null }

/** Names that anybody may choose, and that many things in many accounts share. */
const LOOSE: ReadonlySet<NameKind> = new Set(['user-name', 'host', 'other'])

/**
 * Which known identity a record means: by exact bytes of its names, the most lasting and specific first. A loose name
 * (`deploy`) counts only where nothing says otherwise: not if both sides carry a stricter name of the same kind that differs.
 * If names lead to different identities, the most specific wins and the match is called ambiguous.
 */
export function matchRef(ref: IdentityRef, known: KnownNames): Match {
  const found: { name: IdentityName; id: string }[] = []
  for (const name of ref.names) {
    for (const id of known.holders(name.value)) {
      const identity = known.identity(id)
      if (identity === undefined) continue
      if (LOOSE.has(name.kind) && contradicts(ref.names, identity.names)) continue
      found.push({ name, id })
    }
  }
  const best = found[0]
  if (best === undefined) return NO_MATCH
  const other = found.find(({ id }) => id !== best.id)
  if (other === undefined) return { identityId: best.id, ambiguity: null }
  const label = (id: string) => printable(known.identity(id)?.name ?? id)
  return {
    identityId: best.id,
    ambiguity:
      best.name.value === other.name.value
        ? `${best.name.kind} ${printable(best.name.value)} belongs to ${label(best.id)} and to ${label(other.id)}`
        : `${best.name.kind} leads to ${label(best.id)}, but ${other.name.kind} to ${label(other.id)}`,
  }
}

/** Both carry a strict name of one kind, and none of these is shared. ARNs differ only if their accounts do. */
function contradicts(ours: readonly IdentityName[], theirs: readonly IdentityName[]): boolean {
  const known = strictByKind(theirs)
  for (const [kind, values] of strictByKind(ours)) {
    const others = known.get(kind)
    if (others !== undefined && ![...values].some((value) => others.has(value))) return true
  }
  return false
}

function strictByKind(names: readonly IdentityName[]): Map<string, Set<string>> {
  const byKind = new Map<string, Set<string>>()
  const add = (kind: string, value: string) => byKind.set(kind, (byKind.get(kind) ?? new Set()).add(value))
  for (const name of names) {
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d+):/.exec(name.value)?.[1]
    if (account !== undefined) add('account', account)
    else if (name.kind === 'principal-id') add(name.kind, name.value.split(':', 1)[0] ?? name.value)
    else if (!LOOSE.has(name.kind) && name.kind !== 'access-key-id') add(name.kind, name.value)
  }
  return byKind
}
