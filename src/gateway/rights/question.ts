import { isOpenChange } from '../../domain/change/change-words.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import { isFinalPlanState } from '../../domain/plan/plan-machine.ts'

/** A value as Cedar reads it from JSON. */
export type Fact =
  | string
  | boolean
  | readonly Fact[]
  | { readonly __entity: { readonly type: string; readonly id: string } }

export interface Resource {
  readonly type: string
  readonly attrs: Readonly<Record<string, Fact>>
}

/** Who wants to do what with what: everything that a policy may look at, as `schema.cedarschema` describes it. */
export interface Question {
  readonly principal: {
    readonly id: string
    readonly roles: readonly string[]
    readonly attrs: Readonly<Record<string, Fact>>
  }
  readonly action: Verb
  readonly resource: Resource
}

/** Null where something is missing that the verb is judged by. */
export function questionOf(person: Person, verb: Verb, context: MayContext): Question | null {
  const resource = resourceOf(verb, context)
  return resource === null ? null : { principal: principalOf(person), action: verb, resource }
}

export function principalOf(person: Person): Question['principal'] {
  return {
    id: person.id,
    roles: person.roles.toSorted(),
    attrs: { team: person.team, domains: person.domains.toSorted() },
  }
}

export function someone(id: string): Fact {
  return { __entity: { type: 'Person', id } }
}

function resourceOf(verb: Verb, context: MayContext): Resource | null {
  const about = ABOUT[verb]
  return about === undefined ? ESTATE : about(context)
}

const ESTATE: Resource = { type: 'Estate', attrs: {} }

function planOf({ plan, now, votedBy, openGlass }: MayContext): Resource | null {
  if (plan === undefined) return null
  const openTo = plan.openTo ?? []
  return {
    type: 'Plan',
    attrs: {
      requestedBy: someone(plan.requestedBy.id),
      state: plan.state,
      isOver: isFinalPlanState(plan.state),
      isExpired: now !== undefined && now >= plan.expiresAt,
      votedBy: (votedBy ?? []).toSorted().map(someone),
      openToAnybody: openTo.some(({ of }) => of === 'anybody'),
      openTeams: openTo.flatMap((rule) => (rule.of === 'team' ? [rule.team] : [])).toSorted(),
      openDomains: openTo.flatMap((rule) => (rule.of === 'domain' ? [rule.domain] : [])).toSorted(),
      hasWaitingSteps: plan.hasWaitingSteps ?? false,
      hasEffect: plan.hasEffect ?? false,
      isTemporary: plan.isTemporary ?? false,
      extension: extensionOf(plan.extendableFrom, now),
      glassOpenBy: [...new Set((openGlass ?? []).map(({ by }) => by))].toSorted().map(someone),
    },
  }
}

function extensionOf(from: number | null | undefined, now: number | undefined): string {
  if (from === undefined || now === undefined) return 'none'
  if (from === null) return 'used'
  return now < from ? 'early' : 'open'
}

function repointingOf({ repointing, people }: MayContext): Resource | null {
  if (repointing === undefined || people === undefined) return null
  const { team, ownerTeam, isAsked } = repointing
  const isHere = people.some((person) => person.team === team)
  return { type: 'Repointing', attrs: { answeredBy: isHere ? team : (ownerTeam ?? team), isAsked } }
}

function changeOf({ change }: MayContext): Resource | null {
  if (change === undefined) return null
  const { proposedBy, state } = change
  return { type: 'Change', attrs: { proposedBy: someone(proposedBy.id), state, isOpen: isOpenChange(state) } }
}

function stopOf({ stop }: MayContext): Resource | null {
  if (stop === undefined) return null
  const releasedBy = stop.releasedBy.toSorted().map(someone)
  return { type: 'Stop', attrs: stop.by === null ? { releasedBy } : { by: someone(stop.by.id), releasedBy } }
}

function scenarioOf({ scenario }: MayContext): Resource | null {
  if (scenario === undefined) return null
  return { type: 'Scenario', attrs: { owner: someone(scenario.owner.id), isShared: scenario.isShared } }
}

function viewOf({ view }: MayContext): Resource | null {
  if (view === undefined) return null
  return { type: 'View', attrs: { owner: someone(view.owner.id), team: view.team, isShared: view.isShared } }
}

/** Verbs about one thing; all others are about the estate, and the schema says so again. Null: something is missing. */
const ABOUT: Readonly<Partial<Record<Verb, (context: MayContext) => Resource | null>>> = {
  vote: (context) =>
    context.votedBy === undefined || context.now === undefined || context.plan?.openTo === undefined
      ? null
      : planOf(context),
  'reject-plan': (context) => (context.votedBy === undefined || context.now === undefined ? null : planOf(context)),
  'break-glass': (context) => (context.now === undefined || context.openGlass === undefined ? null : planOf(context)),
  'extend-plan': (context) =>
    context.now === undefined || context.plan?.extendableFrom === undefined ? null : planOf(context),
  'confirm-plan': (context) => (context.plan?.isTemporary === undefined ? null : planOf(context)),
  'confirm-consumer': repointingOf,
  'give-consumers-time': planOf,
  'cancel-plan': planOf,
  'roll-back': planOf,
  'review-change': changeOf,
  'withdraw-change': changeOf,
  'review-glass': ({ glass }) =>
    glass === undefined ? null : { type: 'Glass', attrs: { brokenBy: someone(glass.brokenBy.id) } },
  'release-stop': stopOf,
  'give-domains': ({ account }) =>
    account === undefined ? null : { type: 'Account', attrs: { person: someone(account.person.id) } },
  'revoke-passkey': ({ passkey }) =>
    passkey === undefined ? null : { type: 'Passkey', attrs: { owner: someone(passkey.owner.id) } },
  'read-scenario': scenarioOf,
  'keep-scenario': (context) => scenarioOf(context) ?? ESTATE,
  'read-view': viewOf,
  'set-default-view': viewOf,
  'keep-view': (context) => viewOf(context) ?? ESTATE,
}
