import type { ApproverDomain } from '../../domain/people/domains.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'

export interface DomainsGiven {
  /** As they were on the page, so that what somebody else changed meanwhile is not overwritten. */
  readonly before: readonly ApproverDomain[]
  readonly domains: readonly ApproverDomain[]
  readonly reason: string
}

/**
 * Says for which kinds of systems a person answers as an approver, with its entry. Seats that they hold on waiting plans are judged by
 * it at once. Throws `not-found`, `stale` and `forbidden` (in the log).
 */
export async function giveDomains(gateway: Gateway, by: Person, id: string, given: DomainsGiven): Promise<Person> {
  const { store } = gateway
  const { tenant } = store
  const about = await findPerson(store.read, tenant, id)
  if (about === null) throw new Problem('not-found', 'There is no such person.')
  const subjects = [{ kind: 'person' as const, id, label: about.name }]
  const current = (await findPerson(store.read, tenant, by.id)) ?? { ...by, roles: [] }
  const people = await listPeople(store.read, tenant)
  const verdict = gateway.rights.may(current, 'give-domains', { people, account: { person: about } })
  if (!verdict.allowed) {
    await recordRefusal(gateway, by, 'give-domains', verdict.rule, verdict.because, subjects)
    throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
  }
  const domains = sorted(given.domains)
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const changed = await tx
      .updateTable('person')
      .set({ domains: JSON.stringify(domains) })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('domains', '=', JSON.stringify(sorted(given.before)))
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) {
      throw new Problem('stale', `What ${about.name} answers for was changed meanwhile. Look at it again.`)
    }
    await appendAudit(tx, tenant, now, [
      {
        code: 'person.domains-changed',
        actor: personActor(by),
        subjects,
        detail: { before: sorted(given.before), domains, reason: given.reason },
      },
    ])
  })
  return { ...about, domains }
}

/** In one order and each once, so that stored texts can be compared. */
export function sorted(domains: readonly ApproverDomain[]): ApproverDomain[] {
  return [...new Set(domains)].toSorted()
}
