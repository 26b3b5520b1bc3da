import { type Person, ROLES } from '../../domain/people/person.ts'
import { ROLE_WORDS, VERB_WORDS, VERBS, type Verb } from '../../domain/people/verbs.ts'
import type { MayContext, Verdict } from '../../domain/people/verdict.ts'
import { sayRules } from '../../domain/plan/quorum.ts'
import type { Evaluation, Policies, Rule } from './cedar.ts'
import { fill, orList, subjectOf, whoCan } from './explain.ts'
import { questionOf } from './question.ts'

export interface Rights {
  readonly policies: Policies
  /**
   * Whether a person may do something, by which rule, and in words. Decided anew for every call by the policies. Whatever is
   * unknown, missing or cannot be evaluated is denied.
   */
  may(person: Person, verb: Verb, context?: MayContext): Verdict
}

/** What a person may do apart from anything in particular, by verb, with who could where they may not. */
export function rightsOf(rights: Rights, person: Person, people: readonly Person[]): Record<string, Verdict> {
  const general = VERBS.filter((verb) => questionOf(person, verb, {}) !== null)
  const own = { view: { owner: person, team: person.team, isShared: true } }
  return Object.fromEntries([
    ...general.map((verb) => [verb, rights.may(person, verb, { people })]),
    // A view that is about to be shared is not there yet.
    ['set-default-view', rights.may(person, 'set-default-view', { people, ...own })],
    // Of somebody else; about oneself the answer is always no.
    ['give-domains', rights.may(person, 'give-domains', { people, account: { person: SOMEBODY_ELSE } })],
  ]) as Record<string, Verdict>
}

export function createRights(policies: Policies): Rights {
  const ask = (person: Person, verb: Verb, context: MayContext): Evaluation | null => {
    const question = questionOf(person, verb, context)
    return question === null ? null : policies.evaluate(question)
  }
  const mayAt = (person: Person, verb: Verb, context: MayContext): boolean => {
    const answer = ask(person, verb, context)
    return answer?.kind === 'answer' && answer.allowed && answer.rules.length > 0
  }

  /** Those of the people who could. Alike people are asked about once: the engine remembers. */
  const able = (person: Person, verb: Verb, context: MayContext): readonly Person[] =>
    (context.people ?? []).filter((other) => other.id !== person.id && mayAt(other, verb, context))

  const filled = (text: string, person: Person, verb: Verb, context: MayContext): string =>
    fill(text, {
      who: () => whoCan(able(person, verb, context), context.people, [person.id, subjectOf(context)?.id]),
      subject: () => subjectOf(context)?.name ?? 'somebody else',
      state: () => context.plan?.state ?? context.change?.state ?? 'over',
      team: () => context.view?.team ?? context.repointing?.team ?? 'the team',
      consumer: () => context.repointing?.consumer ?? 'it',
      glass: () => context.openGlass?.find(({ by }) => by === person.id)?.plan ?? 'another plan',
      needs: () => sayRules(context.plan?.openTo ?? []),
    })

  /** Nothing permits it: the first permit of the verb says what it would have taken. */
  const unpermitted = (person: Person, verb: Verb, context: MayContext): Verdict => {
    const permit = policies.rules.find(({ effect, verbs }) => effect === 'permit' && verbs.includes(verb))
    if (permit === undefined) return deny('verb.unknown', NOBODY)
    if (permit.otherwise !== null) return deny(permit.id, filled(permit.otherwise, person, verb, context))
    const roles = ROLES.filter((role) => mayAt({ ...person, id: SOMEBODY, roles: [role] }, verb, context))
    const takes = roles.length === 0 ? '' : `: it takes the role ${orList(roles.map((role) => ROLE_WORDS[role]))}`
    const others = able(person, verb, context)
    const who = others.length === 0 ? '' : ` ${whoCan(others, context.people, [person.id, subjectOf(context)?.id])}`
    return deny(permit.id, `You cannot ${VERB_WORDS[verb]}${takes}.${who}`)
  }

  return {
    policies,
    may: (person, verb, context = {}) => {
      if (!VERBS.includes(verb)) return deny('verb.unknown', NOBODY)
      const answer = ask(person, verb, context)
      if (answer === null) {
        return deny(`${verb}.incomplete`, `You cannot ${VERB_WORDS[verb]}: not everything needed to judge it is known.`)
      }
      if (answer.kind === 'fault') return deny('policy.unavailable', UNAVAILABLE)
      const rule = firstOf(policies.rules, answer.rules)
      if (rule === undefined)
        return answer.allowed ? deny('policy.unavailable', UNAVAILABLE) : unpermitted(person, verb, context)
      const because = filled(rule.says ?? usual(rule), person, verb, context)
      return { allowed: answer.allowed, rule: rule.id, because }
    },
  }
}

function firstOf(rules: readonly Rule[], ids: readonly string[]): Rule | undefined {
  return rules.find(({ id }) => ids.includes(id))
}

function usual({ effect }: Rule): string {
  return effect === 'permit' ? 'Your role allows it.' : 'A rule forbids it.'
}

function deny(rule: string, because: string): Verdict {
  return { allowed: false, rule, because }
}

/** Nobody’s id: a person that only has a role. */
const SOMEBODY = ''
/** Nobody’s id either, and not that of whoever only has a role. */
const SOMEBODY_ELSE = { id: '-', name: '' }
const NOBODY = 'This is not something anybody can do here.'
const UNAVAILABLE = 'Nothing is allowed: the rules could not be evaluated. Tell whoever runs the gateway.'
