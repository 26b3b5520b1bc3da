import { CATALOGUE, fitsKind } from '../../domain/action/catalogue.ts'
import { disruptionOf } from '../../domain/decision/disruption.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { IdentityDetail, IdentityRow } from '../../domain/views/other-views.ts'
import { dependenciesOf } from '../alerts/alert-detail.ts'
import { breaksOf } from '../alerts/alert-draft.ts'
import { toAlertRow } from '../alerts/alert-row.ts'
import { feasibleWith } from '../alerts/decision-facts.ts'
import { plansWhere } from '../alerts/plans-of.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { decodeCursor, encodeCursor } from '../http/api.ts'
import { Problem } from '../http/problem.ts'
import { likePattern } from '../store/like-pattern.ts'
import { toIdentityRow } from './identity-rows.ts'

const MOST_ALERTS = 50

export interface IdentityListing {
  readonly text?: string | undefined
  readonly kind?: string | undefined
  readonly claimed?: boolean | undefined
  readonly limit: number
  readonly after: string | null
}

/** One page by name, ties by id. `total` is null: it is not counted. */
export async function listIdentities(
  gateway: Gateway,
  { text, kind, claimed, limit, after }: IdentityListing,
): Promise<{ items: IdentityRow[]; next: string | null; total: null; asOf: EpochMs }> {
  const { read, tenant } = gateway.store
  const shape = JSON.stringify(['identities', text, kind, claimed])
  let select = read.selectFrom('identity').selectAll().where('tenant', '=', tenant)
  if (text !== undefined && text.trim() !== '') select = select.where('search', 'like', likePattern(text))
  if (kind !== undefined) select = select.where('kind', '=', kind)
  if (claimed !== undefined) select = select.where('claimed', '=', claimed)
  if (after !== null) {
    const [search = '', id = ''] = decodeCursor(after, shape, 2)
    select = select.where((eb) =>
      eb.or([
        eb('search', '>', String(search)),
        eb.and([eb('search', '=', String(search)), eb('id', '>', String(id))]),
      ]),
    )
  }
  const rows = await select
    .orderBy('search')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toIdentityRow),
    next: rows.length > limit && last !== undefined ? encodeCursor(shape, [last.search, last.id]) : null,
    total: null,
    asOf: await gateway.now(read),
  }
}

/** One identity with what each action on it would break. Throws `not-found`. */
export async function viewIdentity(gateway: Gateway, reader: Person, id: string): Promise<IdentityDetail> {
  const { read, tenant } = gateway.store
  const row = await read
    .selectFrom('identity')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such identity.')
  const identity = JSON.parse(row.body) as Identity
  const dependencies = await dependenciesOf(read, tenant, id)
  const alerts = await read
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('identity_id', '=', id)
    .orderBy('last_seen_at', 'desc')
    .limit(MOST_ALERTS)
    .execute()
  const lookAlikes = await read
    .selectFrom('identity')
    .select(['id', 'name'])
    .where('tenant', '=', tenant)
    .where('skeleton', '=', row.skeleton)
    .where('id', '<>', id)
    .where('name', '<>', row.name)
    .orderBy('id')
    .limit(20)
    .execute()
  return {
    identity,
    dependencies,
    options: optionsFor(gateway, identity, dependencies, (await readInForce(gateway, read)).policy),
    containment: row.containment as IdentityDetail['containment'],
    alerts: alerts.map((alert) => {
      const { id: alertId, number, title, severity, tier, status, lastSeenAt } = toAlertRow(alert)
      return { id: alertId, number, title, severity, tier, status, lastSeenAt }
    }),
    plans: await plansWhere(gateway, reader, { identityId: id }),
    lookAlikes,
  }
}

/** Every action that fits its kind, with the numbers a plan would carry. Inverse actions cover nothing and are left out. */
function optionsFor(
  gateway: Gateway,
  identity: Identity,
  dependencies: readonly Dependency[],
  policy: Policy,
): IdentityDetail['options'] {
  const aim = { consumersKnown: identity.claimed && identity.consumersKnown }
  return Object.values(CATALOGUE).flatMap((action) => {
    const [threat] = action.covers
    if (threat === undefined || !fitsKind(action, identity.kind)) return []
    const disruption = disruptionOf(action, dependencies, aim, policy)
    const feasible = feasibleWith(gateway, action.id)
    const { stops, comesBack } = breaksOf(disruption)
    return [
      {
        action: action.id,
        threat,
        isFeasible: feasible === true,
        reason: feasible === true ? null : feasible,
        score: disruption.score,
        level: disruption.level,
        stops,
        comesBack,
        consumers: disruption.consumers.map((consumer) => ({ id: consumer.id, outcome: consumer.outcome })),
      },
    ]
  })
}
