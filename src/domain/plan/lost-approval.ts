import { DOMAIN_WORDS } from '../people/domains.ts'
import type { Person } from '../people/person.ts'
import { mayCount, stagesOf } from './approval.ts'
import type { PlanBody, Vote } from './plan.ts'
import { maySit, sayRules } from './quorum.ts'

/**
 * What became of an approval that was given and does not count today: of the key that signed it, or of who gave it. Begins with the
 * name: "Noor is no approver any more".
 */
export function sayLostApproval(
  { person, passkey }: Pick<Vote, 'person' | 'passkey'>,
  plan: Pick<PlanBody, 'gate' | 'requestedBy'>,
  people: readonly Person[],
): string {
  if (passkey?.isRevoked === true) return `the key that ${person.name} signed with was revoked`
  const today = people.find(({ id }) => id === person.id)
  if (today === undefined) return `${person.name} may not sign in any more`
  if (!mayCount(today, plan)) return `${person.name} is no approver any more`
  const seats = stagesOf(plan.gate).flatMap((stage) => stage.seats)
  if (seats.some((rule) => maySit(today, rule)))
    return `${person.name} is not counted: a key must sign it, or others hold the seats`
  const domains = today.domains.map((domain) => DOMAIN_WORDS[domain]).join(' and ')
  const now = domains === '' ? 'answers for no domain' : `answers for ${domains}`
  // A team may be called as a domain is, so it is named only where a seat is kept for one.
  const team = seats.some(({ of }) => of === 'team') ? `, team ${today.team},` : ''
  return `${person.name}${team} ${now} today, and it takes ${sayRules(seats)}`
}
