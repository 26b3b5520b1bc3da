import type { ChangeState } from '../change/change.ts'
import { isOpenChange } from '../change/change-words.ts'
import type { PlanState } from '../plan/plan.ts'
import { isFinalPlanState } from '../plan/plan-machine.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Person, Role } from './person.ts'
import { ROLE_WORDS, ROLES_FOR, VERB_WORDS, type Verb } from './rights.ts'

export { VERBS, type Verb } from './rights.ts'

/** What a verb is about. A verb that needs something which is missing here is denied. */
export interface MayContext {
  /** Everybody who is there today; names who could do it instead. */
  readonly people?: readonly Person[]
  readonly plan?: {
    readonly requestedBy: Pick<Person, 'id' | 'name'>
    readonly state: PlanState
    /** Epoch ms UTC. */
    readonly expiresAt: EpochMs
    /** From when on it may be given more time; null where it was given it before. Left out where nobody asks. */
    readonly extendableFrom?: EpochMs | null
  }
  readonly change?: {
    readonly proposedBy: Pick<Person, 'id' | 'name'>
    readonly state: ChangeState
  }
  /** Left out for one that is not kept yet. */
  readonly scenario?: { readonly owner: Pick<Person, 'id' | 'name'> }
  /** Left out for one that is not kept yet. `isShared`: with the team. */
  readonly view?: { readonly owner: Pick<Person, 'id' | 'name'>; readonly team: string; readonly isShared: boolean }
  readonly glass?: { readonly brokenBy: Pick<Person, 'id' | 'name'> }
  /** `by` is null where the circuit breaker pulled it. */
  readonly stop?: { readonly by: Pick<Person, 'id' | 'name'> | null; readonly hasReleased: boolean }
  /** Whose key it is about. */
  readonly passkey?: { readonly owner: Pick<Person, 'id' | 'name'> }
  /** Whether this person's vote on the plan is in already. */
  readonly hasVoted?: boolean
  readonly now?: EpochMs
}

export interface Verdict {
  readonly allowed: boolean
  /** Stable name of the rule that decided. */
  readonly rule: string
  /** A sentence for the person who asks; where refused, it says who could. */
  readonly because: string
}

/**
 * Whether a person may do something, by which rule, and in words. Rights are the union of the person's roles; `auditor`
 * adds nothing but reading. Decided anew for every call: what the console shows or hides is only an explanation.
 * Whatever is unknown or missing is denied.
 */
export function may(person: Person, verb: Verb, context: MayContext = {}): Verdict {
  const roles = Object.hasOwn(ROLES_FOR, verb) ? ROLES_FOR[verb] : undefined
  if (roles === undefined) return deny('verb.unknown', 'This is not something anybody can do here.')
  const role = roles.find((candidate) => person.roles.includes(candidate))
  if (verb === 'vote') return mayVote(person, context)
  if (verb === 'cancel-plan') return mayCancel(person, context, role)
  if (verb === 'roll-back') return mayRollBack(person, context, role)
  if (verb === 'extend-plan') return mayExtend(person, context, role)
  if (verb === 'break-glass') return mayBreakGlass(person, context, role)
  if (verb === 'review-glass') return mayReviewGlass(person, context, role)
  if (verb === 'release-stop') return mayRelease(person, context, role)
  if (verb === 'review-change') return mayReview(person, context, role)
  if (verb === 'withdraw-change') return mayWithdraw(person, context, role)
  if (verb === 'revoke-passkey' && context.passkey === undefined) return incomplete(verb)
  if (verb === 'revoke-passkey' && context.passkey?.owner.id === person.id) {
    return { allowed: true, rule: 'passkey.own', because: 'It is your own key.' }
  }
  if (role === undefined) return denyByRole(person, verb, context)
  if (verb === 'keep-scenario' && context.scenario !== undefined && context.scenario.owner.id !== person.id) {
    const { name } = context.scenario.owner
    return deny('scenario.not-yours', `You cannot change this: it is ${name}’s. Keep a copy under your own name.`)
  }
  if (verb === 'set-default-view' && context.view === undefined) return incomplete('set-default-view')
  if (context.view !== undefined && (verb === 'keep-view' || verb === 'set-default-view')) {
    return mayChangeView(person, verb, context.view, role)
  }
  return { allowed: true, rule: `role.${role}`, because: `Your role ${ROLE_WORDS[role]} allows it.` }
}

/** The order matters: a plan that is over is over for everybody, and only then is it about this person. */
function mayVote(person: Person, { plan, now, hasVoted, people }: MayContext): Verdict {
  if (plan === undefined || now === undefined || hasVoted === undefined) return incomplete('vote')
  if (plan.state !== 'pending') {
    return deny('vote.not-pending', `Nobody can vote on this any more: it is ${plan.state}.`)
  }
  if (now >= plan.expiresAt) return deny('vote.expired', 'It has expired. Ask again to get a new one.')
  const others = (people ?? []).filter(
    (other) => other.roles.includes('approver') && other.id !== plan.requestedBy.id && other.id !== person.id,
  )
  if (person.id === plan.requestedBy.id) {
    return deny(
      'vote.requester',
      `You cannot approve this: you asked for it. ${whoCan(others, people, plan.requestedBy)}`,
    )
  }
  if (!person.roles.includes('approver')) {
    return deny(
      'vote.not-approver',
      `You cannot approve this: you are not an approver. ${whoCan(others, people, plan.requestedBy)}`,
    )
  }
  if (hasVoted) {
    return deny('vote.already-cast', `Your vote is in. ${plan.requestedBy.name} or a manager can cancel the plan.`)
  }
  return { allowed: true, rule: 'vote.approver', because: 'You are an approver and somebody else asked for it.' }
}

function mayCancel(person: Person, { plan, people }: MayContext, role: Role | undefined): Verdict {
  if (plan === undefined) return incomplete('cancel-plan')
  if (isFinalPlanState(plan.state)) {
    return deny('cancel.final', `There is nothing to cancel any more: it is ${plan.state}.`)
  }
  if (plan.state === 'running') {
    return deny(
      'cancel.running',
      'A step is under way. It can be cancelled when it pauses, or taken back when it is done.',
    )
  }
  if (person.id === plan.requestedBy.id) {
    return { allowed: true, rule: 'cancel.requester', because: 'You asked for it.' }
  }
  if (role !== undefined) {
    return { allowed: true, rule: `role.${role}`, because: `Your role ${ROLE_WORDS[role]} allows it.` }
  }
  const managers = (people ?? []).filter((other) => other.roles.includes('manager')).map((other) => other.name)
  const who = nameList([plan.requestedBy.name, ...managers.filter((name) => name !== plan.requestedBy.name)])
  return deny('cancel.not-yours', `You cannot cancel this: somebody else asked for it. ${who} can.`)
}

function mayRollBack(person: Person, context: MayContext, role: Role | undefined): Verdict {
  if (context.plan === undefined) return incomplete('roll-back')
  if (context.plan.state !== 'done' && context.plan.state !== 'failed') {
    return deny('roll-back.nothing-done', `There is nothing to take back: it is ${context.plan.state}.`)
  }
  if (role === undefined) return denyByRole(person, 'roll-back', context)
  return {
    allowed: true,
    rule: `role.${role}`,
    because: 'You may propose to take it back; that passes a gate of its own.',
  }
}

/** Near its end and once, so that nobody keeps a request alive by habit; by who asked, and by who may decide or manages. */
function mayExtend(person: Person, context: MayContext, role: Role | undefined): Verdict {
  const { plan, now } = context
  if (plan?.extendableFrom === undefined || now === undefined) return incomplete('extend-plan')
  if (plan.state !== 'pending') return deny('extend.not-pending', `It needs no more time: it is ${plan.state}.`)
  if (now >= plan.expiresAt) return deny('extend.expired', 'It has expired. Ask again to get a new one.')
  if (plan.extendableFrom === null)
    return deny('extend.once', 'It was given more time before. Ask again to get a new one.')
  if (now < plan.extendableFrom) return deny('extend.early', 'It can be given more time in its last minutes.')
  if (person.id === plan.requestedBy.id)
    return { allowed: true, rule: 'extend.requester', because: 'You asked for it.' }
  if (role === undefined) return denyByRole(person, 'extend-plan', context)
  return { allowed: true, rule: `role.${role}`, because: `Your role ${ROLE_WORDS[role]} allows it.` }
}

/** Also for a plan of their own: whoever is alone at night asked for it as well. Loud, once, and reviewed by somebody else. */
function mayBreakGlass(person: Person, context: MayContext, role: Role | undefined): Verdict {
  const { plan, now } = context
  if (plan === undefined || now === undefined) return incomplete('break-glass')
  if (plan.state !== 'pending') return deny('break-glass.not-pending', `There is no gate to pass: it is ${plan.state}.`)
  if (now >= plan.expiresAt) return deny('break-glass.expired', 'It has expired. Ask again to get a new one.')
  if (role === undefined) return denyByRole(person, 'break-glass', context)
  return {
    allowed: true,
    rule: 'role.break-glass',
    because: 'Your role allows it. It is told to owners and managers at once.',
  }
}

function mayReviewGlass(person: Person, context: MayContext, role: Role | undefined): Verdict {
  const { glass } = context
  if (glass === undefined) return incomplete('review-glass')
  if (role === undefined) return denyByRole(person, 'review-glass', context)
  if (glass.brokenBy.id === person.id) {
    return deny('review-glass.own', 'You broke the glass: somebody else says whether that was justified.')
  }
  return { allowed: true, rule: `role.${role}`, because: `Your role ${ROLE_WORDS[role]} allows it.` }
}

/** Whoever stopped everything does not count among those who let it go on: they know best why, and others must see it too. */
function mayRelease(person: Person, context: MayContext, role: Role | undefined): Verdict {
  const { stop, people } = context
  if (stop === undefined) return incomplete('release-stop')
  if (role === undefined) return denyByRole(person, 'release-stop', context)
  const { by } = stop
  if (by?.id === person.id) {
    const able = (people ?? []).filter(
      (other) => other.id !== person.id && other.roles.some((one) => ROLES_FOR['release-stop'].includes(one)),
    )
    return deny('release-stop.own', `You stopped it: two others say that work may go on. ${whoCan(able, people)}`)
  }
  if (stop.hasReleased) return deny('release-stop.said', 'You have said so. Another person has to as well.')
  return { allowed: true, rule: `role.${role}`, because: `Your role ${ROLE_WORDS[role]} allows it.` }
}

/** Whoever proposed a change never reviews it, whatever their roles. */
function mayReview(person: Person, { change, people }: MayContext, role: Role | undefined): Verdict {
  if (change === undefined) return incomplete('review-change')
  if (change.state !== 'proposed') {
    return deny('review.not-proposed', `Nobody can review this any more: it is ${change.state}.`)
  }
  const { proposedBy } = change
  const others = (people ?? []).filter(
    (other) =>
      other.id !== proposedBy.id &&
      other.id !== person.id &&
      other.roles.some((one) => ROLES_FOR['review-change'].includes(one)),
  )
  if (person.id === proposedBy.id) {
    return deny('review.proposer', `You cannot review this: you proposed it. ${whoCan(others, people, proposedBy)}`)
  }
  if (role === undefined) {
    const needed = nameList(ROLES_FOR['review-change'].map((one) => ROLE_WORDS[one]))
    return deny(
      'review.no-role',
      `You cannot review this: it takes the role ${needed}. ${whoCan(others, people, proposedBy)}`,
    )
  }
  return { allowed: true, rule: `role.${role}`, because: 'Somebody else proposed it, and your role reviews changes.' }
}

function mayWithdraw(person: Person, { change, people }: MayContext, role: Role | undefined): Verdict {
  if (change === undefined) return incomplete('withdraw-change')
  if (!isOpenChange(change.state)) {
    return deny('withdraw.over', `There is nothing to withdraw any more: it is ${change.state}.`)
  }
  if (person.id === change.proposedBy.id) {
    return { allowed: true, rule: 'withdraw.proposer', because: 'You proposed it.' }
  }
  if (role !== undefined) {
    return { allowed: true, rule: `role.${role}`, because: `Your role ${ROLE_WORDS[role]} allows it.` }
  }
  const managers = (people ?? []).filter((other) => other.roles.includes('manager')).map((other) => other.name)
  const who = nameList([change.proposedBy.name, ...managers.filter((name) => name !== change.proposedBy.name)])
  return deny('withdraw.not-yours', `You cannot withdraw this: somebody else proposed it. ${who} can.`)
}

/** A shared view outlives its owner's time in the team: the team's manager may change and delete it, and say who begins with it. */
function mayChangeView(
  person: Person,
  verb: 'keep-view' | 'set-default-view',
  view: MayContext['view'] & {},
  role: Role,
): Verdict {
  const isManager = person.roles.includes('manager') && person.team === view.team
  if (verb === 'set-default-view') {
    if (!view.isShared) return deny('view.private', 'Nobody else can begin with it: it is private. Share it first.')
    if (!isManager) return deny('view.other-team', `A manager of ${view.team} chooses what that team begins with.`)
    return { allowed: true, rule: 'view.manager-of-team', because: 'You manage the team that the view belongs to.' }
  }
  if (view.owner.id === person.id) {
    return { allowed: true, rule: `role.${role}`, because: 'The view is yours.' }
  }
  if (view.isShared && isManager) {
    return { allowed: true, rule: 'view.manager-of-team', because: 'You manage the team that the view belongs to.' }
  }
  return deny('view.not-yours', `You cannot change this: it is ${view.owner.name}’s. Keep a copy under your own name.`)
}

function denyByRole(person: Person, verb: Verb, { people }: MayContext): Verdict {
  const roles = ROLES_FOR[verb]
  const able = (people ?? []).filter((other) => other.id !== person.id && other.roles.some((r) => roles.includes(r)))
  const needed = nameList(roles.map((role) => ROLE_WORDS[role]))
  const who = able.length === 0 ? '' : ` ${whoCan(able, people)}`
  return deny(`role.none-for-${verb}`, `You cannot ${VERB_WORDS[verb]}: it takes the role ${needed}.${who}`)
}

/** "Noor or anyone of SOC can." only where it is true: everybody of that team but the requester is among them. */
function whoCan(able: readonly Person[], people: readonly Person[] | undefined, asker?: Pick<Person, 'id'>): string {
  if (people === undefined) return 'Somebody else can.'
  const sorted = able.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
  const [first, second] = sorted
  if (first === undefined) return 'Nobody who is here today can: add an approver.'
  if (second === undefined) return `${first.name} can.`
  const team = people.filter((person) => person.team === first.team && person.id !== asker?.id)
  const isWholeTeam = sorted.length === team.length && sorted.every((person) => person.team === first.team)
  if (isWholeTeam) return `${first.name} or anyone of ${first.team} can.`
  return `${nameList(sorted.map((person) => person.name))} can.`
}

/** "Ana", "Ana or Bo", "Ana, Bo or Cy", "Ana, Bo or one of 5 others". */
function nameList(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 3 ? 2 : 3)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} or one of ${rest} others`
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} or ${last}`
}

function incomplete(verb: Verb): Verdict {
  return deny(`${verb}.incomplete`, `You cannot ${VERB_WORDS[verb]}: not everything needed to judge it is known.`)
}

function deny(rule: string, because: string): Verdict {
  return { allowed: false, rule, because }
}
