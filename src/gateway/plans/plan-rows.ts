import type { Selectable } from 'kysely'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import type { Json } from '../../domain/json/json.ts'
import type { PlanBody, PlanStep, Vote } from '../../domain/plan/plan.ts'
import { Problem } from '../http/problem.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type PlanRow = Selectable<Tables['plan']>
export type StepRow = Selectable<Tables['step']>

/** The plan as it was stored: rows, and the body that its bytes say. */
export interface StoredPlan {
  readonly row: PlanRow
  readonly body: PlanBody
}

export async function findPlan(read: Reader | Tx, tenant: string, id: string): Promise<StoredPlan | null> {
  const row = await read
    .selectFrom('plan')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { row, body: bodyOf(row) }
}

/** Throws `not-found`, in the same words whether it never was or belongs to somebody else. */
export async function loadPlan(read: Reader | Tx, tenant: string, id: string): Promise<StoredPlan> {
  const plan = await findPlan(read, tenant, id)
  if (plan === null) throw new Problem('not-found', 'There is no such plan.')
  return plan
}

/**
 * The body was checked against its schema when it was drafted; whether these are still those bytes, the digest says.
 */
export function bodyOf(row: Pick<PlanRow, 'body'>): PlanBody {
  return JSON.parse(row.body) as PlanBody
}

export async function stepsOf(read: Reader | Tx, tenant: string, planId: string): Promise<readonly StepRow[]> {
  return read
    .selectFrom('step')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('plan_id', '=', planId)
    .orderBy('ordinal')
    .execute()
}

/** How far the steps of a plan are. */
export interface Progress {
  readonly done: number
}

export const NO_PROGRESS: Progress = { done: 0 }

export function progressOf(steps: readonly Pick<StepRow, 'state'>[]): Progress {
  return { done: steps.filter(({ state }) => state === 'done').length }
}

/** How far each of these plans is; one without steps is left out. */
export async function progressOfPlans(
  read: Reader | Tx,
  tenant: string,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, Progress>> {
  if (planIds.length === 0) return new Map()
  const rows = await read
    .selectFrom('step')
    .select(['plan_id', 'state'])
    .where('tenant', '=', tenant)
    .where('plan_id', 'in', [...planIds])
    .execute()
  const byPlan = Map.groupBy(rows, ({ plan_id: id }) => id)
  return new Map([...byPlan].map(([id, steps]) => [id, progressOf(steps)]))
}

/** In the order in which they were cast. */
export async function votesOf(read: Reader | Tx, tenant: string, planId: string): Promise<readonly Vote[]> {
  return (await votesByPlan(read, tenant, [planId])).get(planId) ?? []
}

/** Votes of several plans, each list in the order in which they were cast, with the keys as they stand now. */
export async function votesByPlan(
  read: Reader | Tx,
  tenant: string,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Vote[]>> {
  const byPlan = new Map<string, Vote[]>()
  if (planIds.length === 0) return byPlan
  const rows = await read
    .selectFrom('vote')
    .leftJoin('passkey', (join) =>
      join.onRef('passkey.tenant', '=', 'vote.tenant').onRef('passkey.id', '=', 'vote.passkey_id'),
    )
    .selectAll('vote')
    .select(['passkey.name as passkeyName', 'passkey.revoked_at as passkeyRevokedAt'])
    .where('vote.tenant', '=', tenant)
    .where('vote.plan_id', 'in', [...planIds])
    .orderBy('vote.at')
    .orderBy('vote.person_id')
    .execute()
  for (const row of rows) {
    const { passkey_id: keyId } = row
    // A key that is gone from the table proves nothing any more: it counts as revoked.
    const isRevoked = row.passkeyName === null || row.passkeyRevokedAt !== null
    const vote: Vote = {
      person: { id: row.person_id, name: row.person_name, team: row.person_team },
      choice: row.choice as Vote['choice'],
      reason: row.reason,
      digest: row.digest,
      passkey: keyId === null ? null : { id: keyId, name: row.passkeyName ?? 'a key that is gone', isRevoked },
      at: row.at,
    }
    byPlan.set(row.plan_id, [...(byPlan.get(row.plan_id) ?? []), vote])
  }
  return byPlan
}

export function stepOf(body: PlanBody, ordinal: number): PlanStep {
  const step = body.steps.find((candidate) => candidate.ordinal === ordinal)
  if (step === undefined) throw new RangeError(`plan ${body.id} has no step ${ordinal}`)
  return step
}

/** State as a step left it at its target; null where it left nothing. */
export function leftBy(step: Pick<StepRow, 'left_state'>): Json {
  return step.left_state === null ? null : (JSON.parse(step.left_state) as Json)
}

export interface StoppedBy {
  readonly id: string
  readonly name: string
  readonly reason: string
}

/** Who stopped a plan midway; null where nobody did. */
export function stoppedBy(row: Pick<PlanRow, 'stopped'>): StoppedBy | null {
  return row.stopped === null ? null : (JSON.parse(row.stopped) as StoppedBy)
}

/** What entries about a plan name: the plan, its alert, its identity, and the plan it takes back. */
export function subjectsOf(body: PlanBody): AuditSubject[] {
  return [
    { kind: 'plan', id: body.id, label: planLabel(body.number) },
    { kind: 'alert', id: body.alert.id, label: `A-${body.alert.number}` },
    { kind: 'identity', id: body.identity.id, label: body.identity.name },
    ...(body.undoes === null ? [] : [{ kind: 'plan' as const, id: body.undoes, label: 'the plan that it takes back' }]),
  ]
}

export function planLabel(number: number): string {
  return `P-${number}`
}

/** Ids of those whose vote is on exactly this digest. */
export function votersOn(votes: readonly Vote[], digest: string): readonly string[] {
  return votes.filter((vote) => vote.digest === digest).map(({ person }) => person.id)
}
