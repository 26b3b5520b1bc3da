import type { ActionId } from '../../domain/action/action.ts'
import type { Person } from '../../domain/people/person.ts'
import { hasComeBack } from '../../domain/plan/came-back.ts'
import type { Containment } from '../../domain/plan/plan.ts'
import type { Audience } from '../../domain/plan/plan-words.ts'
import type { Notice } from '../../domain/views/notice-views.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { tellingsOf } from '../plans/escalate-plans.ts'
import { bodyOf, planLabel, stepOf, votesByPlan } from '../plans/plan-rows.ts'
import { votingOn } from '../plans/plan-view.ts'
import { ownerTeamOf, repointingOf } from '../repointing/confirm-consumer.ts'
import { wordsOn } from '../repointing/words.ts'
import { viewStops } from '../stop/release-stop.ts'

const SHOWN = 50
/** What became of a plan, after its name. */
const CAME_TO = {
  approved: 'is approved',
  running: 'is running',
  paused: 'is paused',
  done: 'is done',
  failed: 'failed',
  rejected: 'was rejected',
  expired: 'expired',
  cancelled: 'was cancelled',
  void: 'is void',
} as const
type Decided = keyof typeof CAME_TO

/**
 * What a person is to learn without asking, newest first: what became of what they asked for; plans that nobody decides, for
 * whoever could and later for managers; where the glass was broken for an identity of their team, or anywhere for a manager, and to whoever broke it what its review found; consumers of
 * their team that are to take another secret; stops that they could release; notes that call them, and alerts that others gave to them. Read from what stands and from rows written with it: nothing can be lost.
 */
export async function listNotices(gateway: Gateway, reader: Person): Promise<readonly Notice[]> {
  const found = [
    ...(await outcomes(gateway, reader)),
    ...(await openedAgain(gateway, reader)),
    ...(await silences(gateway, reader)),
    ...(await glasses(gateway, reader)),
    ...(await consumers(gateway, reader)),
    ...(await calls(gateway, reader)),
    ...(await stops(gateway, reader)),
  ]
  return found.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, SHOWN)
}

async function outcomes({ store }: Gateway, reader: Person): Promise<readonly Notice[]> {
  const rows = await store.read
    .selectFrom('plan')
    .select(['id', 'number', 'title', 'state', 'state_reason', 'state_at'])
    .where('tenant', '=', store.tenant)
    .where('requested_by', '=', reader.id)
    .where('state', 'in', Object.keys(CAME_TO))
    .orderBy('state_at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    id: `${row.id}/${row.state}`,
    kind: 'outcome',
    at: row.state_at,
    planId: row.id,
    alertId: null,
    title: `${planLabel(row.number)} ${CAME_TO[row.state as Decided]}: ${row.title}`,
    detail: row.state_reason,
  }))
}

/** What holds work back until people say otherwise, for whoever could: nobody else is asked, and a breaker has no person who waits. */
async function stops(gateway: Gateway, reader: Person): Promise<readonly Notice[]> {
  const standing = await viewStops(gateway, reader)
  return standing
    .filter(({ mayRelease }) => mayRelease.allowed)
    .map(({ id, number, by, at, scope, reason }) => ({
      id,
      kind: 'stop',
      at,
      planId: null,
      alertId: null,
      title: `${scope === 'everything' ? 'Everything' : 'Automation'} stands still until you or others let it go on: stop ${number} by ${by?.name ?? 'the circuit breaker'}`,
      detail: reason,
    }))
}

/** What was closed for them and is open again though nobody took it back; of the moment at which that was read. */
async function openedAgain({ store }: Gateway, reader: Person): Promise<readonly Notice[]> {
  const rows = await store.read
    .selectFrom('plan')
    .select(['id', 'number', 'title', 'state', 'action', 'containment', 'undoes', 'updated_at'])
    .where('tenant', '=', store.tenant)
    .where('requested_by', '=', reader.id)
    .where('state', '=', 'done')
    .where('containment', '=', 'not-contained')
    .where('undoes', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('plan as undo')
            .select('undo.id')
            .whereRef('undo.tenant', '=', 'plan.tenant')
            .whereRef('undo.undoes', '=', 'plan.id')
            .where('undo.state', '=', 'done'),
        ),
      ),
    )
    .orderBy('updated_at', 'desc')
    .limit(SHOWN)
    .execute()
  const hasReturned = (row: (typeof rows)[number]) =>
    hasComeBack({
      action: row.action as ActionId,
      state: 'done',
      containment: row.containment as Containment,
      undoes: row.undoes,
    })
  return rows.filter(hasReturned).map((row) => ({
    id: `${row.id}/open-again`,
    kind: 'outcome',
    at: row.updated_at,
    planId: row.id,
    alertId: null,
    title: `What ${planLabel(row.number)} closed is open again: ${row.title}`,
    detail: 'It was read back as closed, and somebody or something opened it. Nothing is sent again by itself.',
  }))
}

/** Of those whom a chain has told so far: every approver, managers, or whoever could take one of the missing seats. */
async function silences(gateway: Gateway, reader: Person): Promise<readonly Notice[]> {
  const { store, rights } = gateway
  const isApprover = reader.roles.includes('approver')
  if (!isApprover && !reader.roles.includes('manager')) return []
  const rows = await store.read
    .selectFrom('plan')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('state', '=', 'pending')
    .where('requested_by', '!=', reader.id)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('plan_silence')
          .select('plan_silence.plan_id')
          .whereRef('plan_silence.tenant', '=', 'plan.tenant')
          .whereRef('plan_silence.plan_id', '=', 'plan.id'),
      ),
    )
    .orderBy('expires_at')
    .limit(SHOWN)
    .execute()
  const ids = rows.map(({ id }) => id)
  const tellings = await tellingsOf(store.read, store.tenant, ids)
  const votes = await votesByPlan(store.read, store.tenant, ids)
  const people = await listPeople(store.read, store.tenant)
  const now = await gateway.now(store.read)
  return rows.flatMap((row): Notice[] => {
    const cast = votes.get(row.id) ?? []
    if (cast.some(({ person, digest }) => person.id === reader.id && digest === row.digest)) return []
    const told = tellings.filter(({ plan_id }) => plan_id === row.id)
    const isTold = (tell: Audience) => told.some((one) => one.tell === tell)
    const plan = { row, body: bodyOf(row) }
    const couldSit = told.some(
      ({ stage, tell }) =>
        tell === 'who-could' && rights.may(reader, 'vote', votingOn(plan, cast, people, now, stage)).allowed,
    )
    const concerns =
      (reader.roles.includes('manager') && isTold('managers')) || (isApprover && (isTold('approvers') || couldSit))
    if (!concerns) return []
    return [
      {
        id: `${row.id}/silence-${told.length}`,
        kind: 'silence',
        at: told.at(-1)?.at ?? 0,
        planId: row.id,
        alertId: null,
        title: `Nobody decides on ${planLabel(row.number)}: ${row.title}`,
        detail: null,
      },
    ]
  })
}

async function glasses({ store }: Gateway, reader: Person): Promise<readonly Notice[]> {
  let rows = store.read
    .selectFrom('break_glass')
    .innerJoin('plan', (join) =>
      join.onRef('plan.tenant', '=', 'break_glass.tenant').onRef('plan.id', '=', 'break_glass.plan_id'),
    )
    .innerJoin('identity', (join) =>
      join.onRef('identity.tenant', '=', 'plan.tenant').onRef('identity.id', '=', 'plan.identity_id'),
    )
    .selectAll('break_glass')
    .select(['plan.number', 'plan.title'])
    .where('break_glass.tenant', '=', store.tenant)
  if (!reader.roles.includes('manager')) {
    rows = rows.where((eb) =>
      eb.or([
        eb('identity.technical_owner', '=', reader.team),
        eb('identity.business_owner', '=', reader.team),
        eb('break_glass.person_id', '=', reader.id),
      ]),
    )
  }
  const found = await rows.orderBy('break_glass.at', 'desc').limit(SHOWN).execute()
  return found.flatMap((row): Notice[] => {
    const about = { planId: row.plan_id, alertId: null, kind: 'glass' as const }
    // To whoever broke it that is no news, but what came of it is.
    if (row.person_id === reader.id) {
      if (row.reviewed_at === null) return []
      const found = row.verdict === 'justified' ? 'justified' : 'not justified'
      const title = `${row.reviewed_by_name} found it ${found} that you broke the glass for ${planLabel(row.number)}`
      return [{ ...about, id: `${row.plan_id}/reviewed`, at: row.reviewed_at, title, detail: row.review_reason }]
    }
    const broken: Notice = {
      ...about,
      id: `${row.plan_id}/glass`,
      at: row.at,
      title: `${row.person_name} broke the glass for ${planLabel(row.number)}: ${row.title}`,
      detail: row.reason,
    }
    if (row.overdue_at === null || row.reviewed_at !== null) return [broken]
    const title = `Nobody has reviewed yet that ${row.person_name} broke the glass for ${planLabel(row.number)}`
    return [{ ...about, id: `${row.plan_id}/overdue`, at: row.overdue_at, title, detail: null }, broken]
  })
}

/** Consumers that the person may answer for and is asked about; asked again, it is news again. */
async function consumers(gateway: Gateway, reader: Person): Promise<readonly Notice[]> {
  const { store, rights } = gateway
  const rows = await store.read
    .selectFrom('step')
    .innerJoin('plan', (join) => join.onRef('plan.tenant', '=', 'step.tenant').onRef('plan.id', '=', 'step.plan_id'))
    .selectAll('plan')
    .select(['step.ordinal', 'step.sent_at', 'step.deadline_at', 'step.attempt'])
    .where('step.tenant', '=', store.tenant)
    .where('step.connector', '=', PEOPLE)
    .where('step.state', 'in', ['sent', 'verifying'])
    .where('plan.state', 'in', ['running', 'paused'])
    .orderBy('step.sent_at', 'desc')
    .limit(SHOWN)
    .execute()
  if (rows.length === 0) return []
  const people = await listPeople(store.read, store.tenant)
  const found: Notice[] = []
  for (const row of rows) {
    const plan = { row, body: bodyOf(row) }
    const step = stepOf(plan.body, row.ordinal)
    const owner = await ownerTeamOf(store.read, store.tenant, plan)
    const about = repointingOf(plan, step, true, owner)
    if (!rights.may(reader, 'confirm-consumer', { people, repointing: about }).allowed) continue
    if ((await wordsOn(store.read, store.tenant, row.id)).has(row.ordinal)) continue
    const which = step.action === 'repoint-consumer' ? 'the new secret' : 'the old secret again'
    found.push({
      id: `${row.id}/consumer-${row.ordinal}-${row.attempt}`,
      kind: 'consumer',
      at: row.sent_at ?? row.updated_at,
      planId: row.id,
      alertId: null,
      title: `${about.consumer} is to use ${which} of ${plan.body.identity.name}: ${planLabel(row.number)}`,
      detail: row.state === 'paused' ? row.state_reason : null,
    })
  }
  return found
}

async function calls({ store }: Gateway, reader: Person): Promise<readonly Notice[]> {
  const rows = await store.read
    .selectFrom('call')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('person_id', '=', reader.id)
    .orderBy('at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as CallKind,
    at: row.at,
    planId: null,
    alertId: row.alert_id,
    title: callTitle(
      row.by_name,
      row.kind as CallKind,
      `A-${row.alert_number}${row.more === 0 ? '' : ` and ${row.more} more`}`,
    ),
    detail: row.text,
  }))
}

type CallKind = 'mention' | 'assigned' | 'taken-over'

function callTitle(by: string, kind: CallKind, what: string): string {
  if (kind === 'taken-over') return `${by} took ${what} from you`
  return `${by} ${kind === 'mention' ? 'calls you on' : 'gave you'} ${what}`
}
