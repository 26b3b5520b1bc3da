import { actionOf, isPreparing } from '../../domain/action/catalogue.ts'
import { consumersSaid } from '../../domain/decision/consumer-count.ts'
import type { Disruption, Reason } from '../../domain/decision/decision.ts'
import { isStricter } from '../../domain/decision/reconsider.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import { identityDifference } from '../../domain/identity/identity-difference.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Person } from '../../domain/people/person.ts'
import { type ApprovalState, approvalState } from '../../domain/plan/approval.ts'
import { type BreakGlass, glassSignature, whyGlassFails } from '../../domain/plan/break-glass.ts'
import { sayLostApproval } from '../../domain/plan/lost-approval.ts'
import type { PlanStep, Vote } from '../../domain/plan/plan.ts'
import { type StageState, sayRules } from '../../domain/plan/quorum.ts'
import { approvalUntil } from '../../domain/plan/repointing.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Recheck } from '../../domain/views/plan-views.ts'
import { automationOf, readAutomation } from '../alerts/automation.ts'
import { isAsApproved } from '../connectors/connector.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import type { Reader, Tx } from '../store/store.ts'
import { predictAll, predictStep, sayFault, type Undoing } from './draft-plan.ts'
import type { AlertCase } from './load-case.ts'
import { gateOfAction } from './plan-gate.ts'
import { leftBy, loadPlan, type StoredPlan, stepOf, stepsOf } from './plan-rows.ts'
import { knownThen } from './plan-snapshot.ts'
import { isRestoreApproved } from './restore-approved.ts'

/** One comparison. `void`: the plan was bound to what changed and is no plan any more. `pause`: it may hold again. */
export interface Finding extends Recheck {
  readonly otherwise: 'void' | 'pause'
}

/** What the connectors answered when they were asked again; asked outside of transactions, so passed in. */
export type DryRun = readonly { readonly ordinal: number; readonly holds: boolean; readonly detail: string }[]

const ASK_WITHIN_MS = 5_000

/**
 * Asks each step's connector again whether it is well and would send exactly the approved request. Never throws for a
 * connector.
 */
export async function dryRun(gateway: Gateway, plan: StoredPlan, ordinals: readonly number[]): Promise<DryRun> {
  await gateway.desk.sync()
  const origins = plan.body.undoes === null ? [] : await originsOf(gateway, plan.body.undoes)
  return Promise.all(
    ordinals.map(async (ordinal) => {
      const step = stepOf(plan.body, ordinal)
      const undoes = origins.find((origin) => isUndoOf(step, origin.step)) ?? null
      try {
        return { ordinal, ...(await tryDry(gateway, step, undoes)) }
      } catch (error) {
        return { ordinal, holds: false, detail: `The connector failed: ${sayFault(error)}` }
      }
    }),
  )
}

/** The same target by the inverse action: of several steps that did the same, each has its own undo. */
function isUndoOf(step: PlanStep, origin: PlanStep): boolean {
  const { identityId: _, ...target } = step.target
  const { identityId: __, ...wanted } = origin.target
  return (
    origin.undo.action === step.action &&
    origin.connector === step.connector &&
    canonicalJson(target) === canonicalJson(wanted)
  )
}

async function tryDry(gateway: Gateway, step: PlanStep, undoes: Undoing | null) {
  const connector = gateway.connectors.get(step.connector)
  if (connector === undefined) return { holds: false, detail: `There is no connector ${step.connector}.` }
  const health = await connector.health(AbortSignal.timeout(ASK_WITHIN_MS))
  if (!health.ok) return { holds: false, detail: `${connector.title} is not well: ${health.detail}` }
  const answer = await connector.plan({ action: step.action, target: step.target, undoes, approved: step.request })
  if (!answer.ok) return { holds: false, detail: answer.reason }
  const isSame = canonicalJson(answer.request) === canonicalJson(step.request)
  return {
    holds: isSame,
    detail: isSame ? `${connector.title} accepts the request.` : 'It would now send something else.',
  }
}

/**
 * The steps of a plan that can be taken back, with what they left. Newest first. What was so before belongs to somebody else; but a
 * consumer that took the new secret before it was asked is on it all the same.
 */
export async function originsOf(gateway: Gateway, planId: string) {
  const { store } = gateway
  const original = await loadPlan(store.read, store.tenant, planId)
  const rows = await stepsOf(store.read, store.tenant, planId)
  const done = rows
    .filter(
      (row) => row.state === 'done' && ((row.left_state !== null && row.sent_at !== null) || row.connector === PEOPLE),
    )
    .toReversed()
    .map((row) => ({ step: stepOf(original.body, row.ordinal), left: leftBy(row) }))
  // Once an old secret was retired, accepting it again is all there is to take back: everybody is on the new one by then.
  const isRetired = done.some(({ step }) => step.action === 'retire-secret')
  return isRetired ? done.filter(({ step }) => !isPreparing(step.action)) : done
}

/** Everything a plan was bound to, against the state of this moment. `now` is the database's clock. */
export async function checkPlan(
  gateway: Gateway,
  read: Reader | Tx,
  plan: StoredPlan,
  live: AlertCase,
  answers: DryRun,
  now: EpochMs,
): Promise<readonly Finding[]> {
  return [
    ...boundTo(gateway, plan, live),
    notExpired(plan, now),
    ...(await gates(gateway, read, plan, live)),
    ...answers.map(
      ({ ordinal, holds, detail }): Finding => ({
        what: 'Connector and target',
        step: ofStep(plan.body, ordinal),
        holds,
        detail,
        sides: null,
        otherwise: 'pause',
      }),
    ),
  ]
}

/** What voids a plan when it changes, wherever the plan stands. */
export function boundTo(gateway: Gateway, plan: StoredPlan, { identity, decided }: AlertCase): readonly Finding[] {
  const { row, body } = plan
  const { decision, input } = decided
  const same = (what: string, holds: boolean, was: string, is: string, sides?: Finding['sides']): Finding => ({
    what,
    step: null,
    holds,
    detail: holds ? `Unchanged: ${was}.` : `Was ${was}, is ${is}.`,
    sides: holds ? null : (sides ?? { approved: [was], now: [is] }),
    otherwise: 'void',
  })
  const isIntact = digestText(row.body) === row.digest
  return [
    {
      what: 'Stored bytes',
      step: null,
      holds: isIntact,
      detail: isIntact ? 'They hash to the digest.' : 'They do not hash to the digest that was approved.',
      sides: null,
      otherwise: 'void',
    },
    sameIdentity(plan, identity, input.dependencies),
    same(
      'Policy',
      decision.policyVersion === body.policyVersion,
      `version ${body.policyVersion}`,
      `version ${decision.policyVersion}`,
    ),
    same('Playbook', sameRef(decision.playbook, body.playbook), ref(body.playbook), ref(decision.playbook)),
    same('Trigger', sameRef(input.trigger, body.trigger), ref(body.trigger), ref(input.trigger)),
    ...body.steps.map((step) => {
      const now = predictStep(step, body.steps, decided)
      const isSame = canonicalJson(now) === canonicalJson(step.predicted)
      const sides = { approved: breaksByName(step.predicted), now: breaksByName(now) }
      const found = same('What breaks', isSame, breaks(step.predicted), breaks(now), sides)
      return { ...found, step: ofStep(body, step.ordinal) }
    }),
    ...sameSettings(gateway, plan),
  ]
}

/**
 * The identity of the version that the plan is bound to, or which facts of it are others now. Where nobody kept what was known then,
 * only the versions can be told.
 */
function sameIdentity(plan: StoredPlan, identity: Identity | null, dependencies: readonly Dependency[]): Finding {
  const bound = plan.body.identity
  const was = `version ${bound.version}`
  const about = { what: 'Identity', step: null, otherwise: 'void' } as const
  if (identity?.id === bound.id && identity.version === bound.version) {
    return { ...about, holds: true, detail: `Unchanged: ${was}.`, sides: null }
  }
  const is =
    identity === null ? 'gone' : `${identity.id === bound.id ? '' : 'another one, '}version ${identity.version}`
  const detail = `Was ${was}, is ${is}.`
  const versions = { approved: [was], now: [is] }
  const then = identity === null ? null : knownThen(plan)
  if (identity === null || then === null) return { ...about, holds: false, detail, sides: versions }
  const { facts, approved, now } = identityDifference(then, { identity, dependencies })
  if (facts.length === 0) return { ...about, holds: false, detail, sides: versions }
  return { ...about, holds: false, detail: `${detail} Changed: ${facts.join(', ')}.`, sides: { approved, now } }
}

/** Of connectors that people configured: each still goes where it went. One that is switched off is told by the dry run. */
function sameSettings({ connectors }: Gateway, { body }: StoredPlan): readonly Finding[] {
  return body.steps
    .filter((step) => connectors.has(step.connector) && !isAsApproved(connectors.get(step.connector), step))
    .map(({ ordinal, connector }) => ({
      what: 'Connector',
      step: ofStep(body, ordinal),
      holds: false,
      detail: `The settings of ${connectors.get(connector)?.title ?? connector} were changed: it may send to another place.`,
      sides: null,
      otherwise: 'void',
    }))
}

/** A plan of one step has nothing to tell apart. */
function ofStep({ steps }: StoredPlan['body'], ordinal: number): number | null {
  return steps.length === 1 ? null : ordinal
}

function notExpired({ row, body }: StoredPlan, now: EpochMs): Finding {
  const holds = now < approvalUntil(body, row.expires_at)
  return {
    what: 'Approval time',
    step: null,
    holds,
    detail: holds ? 'Not expired.' : 'It has expired.',
    sides: null,
    otherwise: 'pause',
  }
}

async function gates(
  gateway: Gateway,
  read: Reader | Tx,
  { body }: StoredPlan,
  live: AlertCase,
): Promise<readonly Finding[]> {
  const isRestoring = body.undoes !== null && (await isRestoreApproved(read, gateway.store.tenant, body.undoes))
  const automation = await budgetWithout(gateway, read, body, live)
  // The first step of each action stands for the others of its kind.
  const ofEachAction = [...new Map(body.steps.toReversed().map((step) => [step.action, step])).values()].toReversed()
  return ofEachAction.map((step): Finding => {
    const answer = gateOfAction(live.decided, {
      action: actionOf(step.action),
      // Of the whole plan: many small steps are as much of a loss as one large one.
      predicted: predictAll(body.steps, live.decided),
      feasible: true,
      isUndo: body.undoes !== null,
      ...(automation === null ? {} : { automation }),
    })
    const holds = isRestoring ? answer.gate !== 'blocked' : !isStricter(answer.gate, body.gate.kind)
    const why = answer.reasons.map((reason) => reason.input).join('; ')
    return {
      what: 'Gate',
      step: ofEachAction.length === 1 ? null : step.ordinal,
      holds,
      detail: holds ? `Still ${words(body.gate.kind)}.` : `Now ${words(answer.gate)}: ${why}.`,
      sides: holds ? null : gateSides(body.gate, answer),
      otherwise: 'pause',
    }
  })
}

/** The automation budget without the plan itself, which has used its own share when it was stored. */
async function budgetWithout(gateway: Gateway, read: Reader | Tx, body: StoredPlan['body'], live: AlertCase) {
  if (body.gate.kind !== 'auto') return null
  const { input } = live.decided
  const state = await readAutomation(read, gateway.store.tenant, input.now)
  const stepsByTrigger = new Map(state.stepsByTrigger)
  if (body.trigger !== null) {
    const counted = stepsByTrigger.get(body.trigger.id) ?? 0
    stepsByTrigger.set(body.trigger.id, Math.max(0, counted - body.steps.length))
  }
  const identitiesByOwner = new Map(
    [...state.identitiesByOwner].map(([owner, ids]) => [
      owner,
      new Set([...ids].filter((id) => id !== body.identity.id)),
    ]),
  )
  const rest = { stepsByTrigger, identitiesByOwner }
  const budget = await automationOf(read, gateway.store.tenant, rest, input.trigger, input.identity)
  return { ...budget, forbidden: input.automation.forbidden }
}

/**
 * Whether the votes open the gate with the people of today, or somebody broke the glass for it. A gate that asks for nobody is
 * open.
 */
export function approvals(
  { row, body }: StoredPlan,
  votes: readonly Vote[],
  people: readonly Person[],
  now: EpochMs,
  glass: BreakGlass | null,
  policy: Policy,
): Finding {
  const about = { what: 'Approvals', step: null }
  if (glass !== null) {
    const needsPasskey = glassSignature(policy, { gate: body.gate, isSample: row.is_sample }) === 'passkey'
    const fails = whyGlassFails(glass, { digest: row.digest, needsPasskey }, people)
    const detail = fails ?? `None: ${glass.person.name} broke the glass.`
    return { ...about, holds: fails === null, detail, sides: null, otherwise: 'pause' }
  }
  if (body.gate.kind === 'auto')
    return { ...about, holds: true, detail: 'None needed.', sides: null, otherwise: 'pause' }
  const asked = { ...body, expiresAt: approvalUntil(body, row.expires_at) }
  const state = approvalState(asked, row.digest, votes, people, now)
  const holds = state.kind === 'open'
  const detail = `${sayApproval(state, body.gate.quorum)}${holds || row.state === 'pending' ? '' : NO_MORE_VOTES}`
  const sides = holds ? null : approvalSides({ row, body }, votes, state, people)
  return { ...about, holds, detail, sides, otherwise: 'pause' }
}

const NO_MORE_VOTES =
  ' It was approved and takes no more votes: it goes on when that approval counts again, else cancel it and ask anew.'

/** Who approved, against whose approval counts today, and why another's does not: a key that was revoked, a role that was left. */
function approvalSides(
  { row, body }: StoredPlan,
  votes: readonly Vote[],
  state: ApprovalState,
  people: readonly Person[],
): Finding['sides'] {
  const cast = votes.filter((vote) => vote.choice === 'approve' && vote.digest === row.digest)
  const approved = cast.map(({ person }) => person.name)
  if (state.kind !== 'pending' || cast.length === 0) return { approved, now: ['nobody'] }
  const counts = state.stages.flatMap(holdersOf)
  const lost = cast.filter(({ person }) => !counts.includes(person.name))
  return { approved, now: [...counts, ...lost.map((vote) => `nobody: ${sayLostApproval(vote, body, people)}`)] }
}

function holdersOf({ seats }: StageState): string[] {
  return seats.flatMap(({ holder }) => holder?.name ?? [])
}

/** A stricter gate names its own reasons only. Those of the milder one still hold, so what it does not repeat is not told as gone. */
function gateSides(approved: StoredPlan['body']['gate'], answer: ReturnType<typeof gateOfAction>): Finding['sides'] {
  const said = (reasons: readonly Reason[]) => reasons.map(({ input, rule }) => `${input} (${rule})`)
  const now = said(answer.reasons)
  const still = said(approved.reasons).filter((reason) => now.includes(reason))
  return { approved: [words(approved.kind), ...still], now: [words(answer.gate), ...now] }
}

function sayApproval(state: ApprovalState, quorum: number): string {
  if (state.kind === 'expired') return 'They have expired.'
  if (state.kind === 'open') return `Approved by ${state.approvedBy.map((person) => person.name).join(' and ')}.`
  if (state.kind === 'rejected') return `Rejected by ${state.by.map((person) => person.name).join(' and ')}.`
  return `${state.missing} of ${quorum} missing: it needs ${sayRules(state.openTo)}.`
}

function sameRef(
  a: { readonly id: string; readonly version: number } | null,
  b: { readonly id: string; readonly version: number } | null,
): boolean {
  return a?.id === b?.id && a?.version === b?.version
}

function ref(value: { readonly id: string; readonly version: number } | null): string {
  return value === null ? 'none' : `${value.id} version ${value.version}`
}

function breaks({ score, consumers }: Disruption): string {
  return `${consumersSaid(consumers)}, disruption ${score} of 100`
}

/** The same by name, so that whoever appeared stands beside whom they join. */
function breaksByName({ score, consumers }: Disruption): string[] {
  const outcomes = { stops: 'stops', 'comes-back': 'comes back', unknown: 'nobody knows' } as const
  return [
    `disruption ${score} of 100`,
    ...consumers.map(
      ({ name, outcome, standsFor }) => `${name}: ${outcomes[outcome]}${standsFor > 1 ? ` ×${standsFor}` : ''}`,
    ),
  ]
}

function words(gate: string): string {
  return gate.replaceAll('-', ' ')
}

/** What did not hold, as one text for the plan's state and for the log. */
export function sayBroken(findings: readonly Finding[]): string {
  return findings
    .filter((finding) => !finding.holds)
    .map(({ what, step, detail }) => `${what}${step === null ? '' : ` of step ${step}`}: ${detail}`)
    .join(' ')
}
