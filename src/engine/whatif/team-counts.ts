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
 * another owner then counts in both. `automatic`: automatic steps on each entry, by its place in the table.
 */
export function teamCounts(owned: Owned, automatic: Uint32Array): readonly TeamCounts[] {
  const { team, teams, member } = owned
  const identities = identitiesOf(owned)
  const steps = new Float64Array(teams.length + 1)
  const touched = new Uint32Array(teams.length + 1)
  const isMet = new Uint8Array(member.length)
  for (let who = 1; who < member.length; who += 1) {
    const own = automatic[who] ?? 0
    if (own === 0) continue
    const [at, first] = [team[who] ?? 0, member[who] ?? who]
    steps[at] = (steps[at] ?? 0) + own
    if (isMet[first] === 0) touched[at] = (touched[at] ?? 0) + 1
    isMet[first] = 1
  }
  return [null, ...teams]
    .map((name, at) => ({
      team: name,
      automatic: steps[at] ?? 0,
      touched: touched[at] ?? 0,
      identities: identities[at] ?? 0,
    }))
    .filter((own) => own.identities > 0)
    .sort((a, b) => b.automatic - a.automatic || b.identities - a.identities)
}
