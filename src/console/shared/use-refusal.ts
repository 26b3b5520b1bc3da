import * as words from '#words/shared/parts.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { Verdict } from '../../domain/people/verdict.ts'
import type { SessionView } from '../../domain/views/other-views.ts'
import { useIsOffline } from './connection.ts'
import { useSession } from './session.ts'

/** Why this person cannot do something now, by which rule, and who could; null if they can. The gateway decides again. */
export function useRefusal(verb: Verb): string | null {
  const session = useSession()
  const isOffline = useIsOffline()
  return refusalOf(session, verb) ?? (isOffline ? words.thisWaits : null)
}

/** The same for what the session says of one verb. What it says nothing about is not allowed. */
export function refusalOf(session: SessionView | null, verb: Verb): string | null {
  if (session === null) return words.nobodyIsSigned
  const verdict = session.rights[verb]
  return verdict === undefined ? words.signInAgain : sayRefusal(verdict)
}

/** A verdict as the reason beside a control that cannot be used: the sentence, and the rule that people can look up. */
export function sayRefusal({ allowed, because, rule }: Verdict): string | null {
  return allowed ? null : words.becauseOfRule(because, rule)
}
