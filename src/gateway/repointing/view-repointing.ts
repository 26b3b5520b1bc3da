import { isRepointing } from '../../domain/action/catalogue.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Verdict } from '../../domain/people/verdict.ts'
import type { StepState } from '../../domain/plan/plan.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { RepointingView } from '../../domain/views/repointing-views.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import type { Gateway } from '../gateway.ts'
import type { StepRow, StoredPlan } from '../plans/plan-rows.ts'
import { ownerTeamOf, repointingOf } from './confirm-consumer.ts'
import { overriddenBy } from './override.ts'
import { missingOf } from './wait-for-people.ts'
import { wordsOn } from './words.ts'

/** Who has to take the other secret and how far they are, for the person who asks; null for a plan that re-points nobody. */
export async function viewRepointing(
  gateway: Gateway,
  plan: StoredPlan,
  steps: readonly StepRow[],
  people: readonly Person[],
  reader: Person,
  now: EpochMs,
): Promise<RepointingView | null> {
  const { store, rights } = gateway
  const { body, row } = plan
  const own = body.steps.filter(({ action }) => isRepointing(action))
  if (own.length === 0) return null
  const words = await wordsOn(store.read, store.tenant, row.id)
  const owner = await ownerTeamOf(store.read, store.tenant, plan)
  const isLive = row.state === 'running' || row.state === 'paused'
  const isMissing = (await missingOf(store.read, store.tenant, body, now)).length > 0
  const about = {
    people,
    plan: { requestedBy: body.requestedBy, state: row.state as never, expiresAt: row.expires_at },
  }
  const mayPropose = rights.may(reader, 'propose-plan', { people })
  return {
    consumers: own.map((step) => {
      const stored = steps.find(({ ordinal }) => ordinal === step.ordinal)
      const state = (stored?.state ?? 'waiting') as StepState
      const byPeople = step.connector === PEOPLE
      const isAsked = isLive && byPeople && (state === 'sent' || state === 'verifying')
      const word = words.get(step.ordinal) ?? null
      return {
        ordinal: step.ordinal,
        name: step.target.consumer?.name ?? step.target.account,
        team: step.target.consumer?.team ?? '',
        by: byPeople ? null : (gateway.connectors.get(step.connector)?.title ?? step.connector),
        to: step.action === 'repoint-consumer' ? 'new' : 'old',
        state: stateOf(state, isAsked, byPeople, now >= (stored?.deadline_at ?? 0)),
        askedAt: stored?.sent_at ?? null,
        deadlineAt: isAsked ? (stored?.deadline_at ?? null) : null,
        word,
        seen: stored?.readback ?? null,
        mayConfirm:
          word !== null && isAsked
            ? no('consumer.said', `${word.name} has confirmed it.`)
            : rights.may(reader, 'confirm-consumer', {
                people,
                repointing: repointingOf(plan, step, isAsked, owner),
              }),
      }
    }),
    isMissing,
    mayGiveTime: rights.may(reader, 'give-consumers-time', about),
    mayOverride:
      !isMissing || row.state !== 'paused'
        ? no('override.nobody-missing', 'Nobody is too late.')
        : body.undoes !== null
          ? no('override.of-undo', 'It takes a plan back: nothing is retired by it.')
          : mayPropose,
    overriddenBy: await overriddenBy(store.read, store.tenant, body),
  }
}

function no(rule: string, because: string): Verdict {
  return { allowed: false, rule, because }
}

function stateOf(
  state: StepState,
  isAsked: boolean,
  byPeople: boolean,
  isLate: boolean,
): RepointingView['consumers'][number]['state'] {
  if (state === 'done') return 'done'
  if (state === 'waiting' || state === 'claimed') return 'not-yet'
  if (isAsked) return isLate ? 'missing' : 'asked'
  return !byPeople && (state === 'sent' || state === 'verifying') ? 'under-way' : 'over'
}
