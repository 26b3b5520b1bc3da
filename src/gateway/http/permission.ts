import type { AuditSubject } from '../../domain/audit/entry.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { type ApiContext, whoIs } from './api.ts'
import { Problem } from './problem.ts'

/** Answers the signed-in person where the rules allow the verb; else records the refusal and throws it. */
export async function requireMay(
  gateway: Gateway,
  c: ApiContext,
  verb: Verb,
  context: MayContext = {},
  subjects: readonly AuditSubject[] = [],
): Promise<Person> {
  const person = whoIs(c)
  const verdict = gateway.rights.may(person, verb, context)
  if (verdict.allowed) return person
  await recordRefusal(gateway, person, verb, verdict.rule, verdict.because, subjects)
  throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
}

/** A refusal is an entry too: what people try and may not is part of the record. */
export async function recordRefusal(
  gateway: Gateway,
  person: Person,
  verb: string,
  rule: string,
  because: string,
  subjects: readonly AuditSubject[],
): Promise<void> {
  await gateway.store.write(async (tx) => {
    await appendAudit(tx, gateway.store.tenant, await gateway.now(tx), [
      {
        code: verb === 'vote' ? 'vote.refused' : 'access.refused',
        actor: personActor(person),
        subjects: [...subjects],
        detail: { verb, rule, because },
      },
    ])
  })
}
