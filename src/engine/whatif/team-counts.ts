import type { TeamCounts } from './result.ts'
import type { IdentityTable } from './tables.ts'

type Owned = Pick<IdentityTable, 'team' | 'teams' | 'member'>

/** Identities by team, which no draft changes. */
const known = new WeakMap<Uint32Array, Uint32Array>()

function identitiesOf({ team, teams, member }: Owned): Uint32Array {
  const before = known.get(member)
  if (before !== undefined) return before
  const counts = new Uint32Array(teams.length + 1)
  for (let who = 1; who < member.length; who += 1) {
    const own = team[who] ?? 0
    if (member[who] === who) counts[own] = (counts[own] ?? 0) + 1
  }
  known.set(member, counts)
  return counts
}

/**
 * By owner team, most automatic first. An identity counts once in a team, whatever was known of it at each alert; one that had
 * another owner then counts in both. `automaticOf`: automatic steps on an entry, by its place in the table.
 */
export function teamCounts(owned: Owned, automaticOf: (who: number) => number): readonly TeamCounts[] {
  const { team, teams, member } = owned
  const identities = identitiesOf(owned)
  const counts = [null, ...teams].map((name, own) => ({
    team: name,
    automatic: 0,
    touched: 0,
    identities: identities[own] ?? 0,
  }))
  const touched = new Set<number>()
  for (let who = 1; who < member.length; who += 1) {
    const steps = automaticOf(who)
    if (steps === 0) continue
    const own = counts[team[who] ?? 0]
    if (own === undefined) continue
    const first = member[who] ?? who
    own.automatic += steps
    if (!touched.has(first)) own.touched += 1
    touched.add(first)
  }
  return counts
    .filter((own) => own.identities > 0)
    .sort((a, b) => b.automatic - a.automatic || b.identities - a.identities)
}
