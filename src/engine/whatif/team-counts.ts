import type { TeamCounts } from './result.ts'
import type { IdentityTable } from './tables.ts'

/**
 * By owner team, most automatic first. An identity counts once in a team, whatever was known of it at each alert; one that had
 * another owner then counts in both. `automaticOf`: automatic steps on an entry, by its place in the table.
 */
export function teamCounts(
  { team, teams, member }: Pick<IdentityTable, 'team' | 'teams' | 'member'>,
  automaticOf: (who: number) => number,
): readonly TeamCounts[] {
  const counts = [null, ...teams].map((name) => ({ team: name, automatic: 0, touched: 0, identities: 0 }))
  const isTouched = new Uint8Array(member.length)
  for (let who = 1; who < member.length; who += 1) {
    const own = counts[team[who] ?? 0]
    if (own === undefined) continue
    const first = member[who] ?? who
    if (first === who) own.identities += 1
    const automatic = automaticOf(who)
    if (automatic === 0) continue
    own.automatic += automatic
    if (isTouched[first] === 0) own.touched += 1
    isTouched[first] = 1
  }
  return counts
    .filter(({ identities }) => identities > 0)
    .sort((a, b) => b.automatic - a.automatic || b.identities - a.identities)
}
