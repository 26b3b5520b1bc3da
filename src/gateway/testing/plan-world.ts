import { expect } from 'vitest'
import type { ActionId } from '../../domain/action/action.ts'
import { playbookFor } from '../../domain/action/playbooks.ts'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { aCredential, aDependency, anIdentity, aSignal } from '../../testing/builders.ts'
import { composeAlert, subjectOfDraft } from '../alerts/alert-draft.ts'
import { decideAlert } from '../alerts/decide-alert.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import { NOTHING_KEPT } from '../alerts/kept-work.ts'
import { saveAlerts } from '../alerts/save-alerts.ts'
import { readInForce, touchInForce } from '../changes/in-force.ts'
import type { Connector } from '../connectors/connector.ts'
import { TwinAccount } from '../connectors/twin/twin-account.ts'
import { createTwin } from '../connectors/twin/twin-connector.ts'
import { digestText } from '../hash.ts'
import { identityRow, NO_STATE, nameRows } from '../identities/identity-rows.ts'
import { createRunner, type Runner, type RunnerOptions } from '../runner/runner.ts'
import { MORNING, type OpenWorld, type PersonName, type World, type WorldOptions } from './gateway-kit.ts'

export const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What stands in a small world; every part can be changed before it is stored. */
export interface Situation {
  readonly id?: string
  readonly identity?: Partial<Identity>
  readonly dependencies?: readonly Dependency[]
  readonly signal?: Partial<Signal>
  readonly account?: Partial<TwinAccount> | null
  readonly triggerId?: string | null
}

export interface Scene {
  readonly world: World
  readonly alertId: string
  readonly identity: Identity
  /** The connectors of the gateway; a test may put a worse one in the twin's place. */
  readonly connectors: Map<string, Connector>
  runner(options?: Partial<RunnerOptions>): Runner
  /** Proposes as Ines, expected to be taken. */
  propose(action?: ActionId, exceedsCap?: boolean): Promise<PlanView>
  /** Votes for the plan as it stands. */
  vote(who: PersonName, plan: Pick<PlanView, 'summary' | 'digest'>, choice?: 'approve' | 'reject'): Promise<Response>
  view(planId: string, who?: PersonName): Promise<PlanView>
  /** Rounds of one runner, the clock moving half a second each, until the plan is over or the rounds are used up. */
  run(planId: string, runner?: Runner, rounds?: number): Promise<PlanView>
  account(): Promise<TwinAccount>
  changeAccount(change: (account: TwinAccount) => TwinAccount): Promise<void>
  changeIdentity(change: Partial<Identity>): Promise<void>
  effects(): Promise<number>
  entries(): Promise<readonly AuditEntry[]>
  /** Codes of the entries about a plan, in order. */
  codes(planId: string): Promise<readonly string[]>
}

/**
 * One role whose instance session is used from elsewhere: two consumers over sessions, one that signs in again by
 * itself and one that does not, and its account in the twin with a stolen session.
 */
export async function openScene(
  openWorld: OpenWorld,
  situation: Situation = {},
  options: WorldOptions = {},
): Promise<Scene> {
  const connectors = new Map<string, Connector>(options.connectors)
  const world = await openWorld({ ...options, connectors })
  const { gateway, store, clock } = world
  if (!connectors.has('twin')) connectors.set('twin', createTwin({ store, now: gateway.now }))
  const { alertId, identity } = await addAlert(world, situation)

  const scene: Scene = {
    world,
    alertId,
    identity,
    connectors,
    runner: (more = {}) =>
      createRunner(gateway, { holder: 'runner-a', jitter: () => 0.5, automatic: false, pollMs: 200, ...more }),
    propose: async (action = 'revoke-session', exceedsCap = false) => {
      const answer = await world.send('ines', 'POST', '/api/plans', {
        alertId,
        action,
        reason: 'Used from outside its instance',
        exceedsCap,
      })
      if (answer.status !== 201) throw new Error(`proposing answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as PlanView
    },
    vote: (who, plan, choice = 'approve') =>
      world.send(who, 'POST', `/api/plans/${plan.summary.id}/votes`, {
        choice,
        digest: plan.digest,
        reason: 'Looked at it',
      }),
    view: (planId, who = 'ines') => world.get<PlanView>(who, `/api/plans/${planId}`),
    run: async (planId, runner = scene.runner(), rounds = 60) => {
      for (let round = 0; round < rounds; round += 1) {
        await runner.tick()
        const { state } = await scene.view(planId)
        if (state !== 'approved' && state !== 'running') break
        clock.now += 500
      }
      return scene.view(planId)
    },
    account: async () => {
      const row = await store.read
        .selectFrom('twin_account')
        .select('body')
        .where('tenant', '=', store.tenant)
        .where('id', '=', identity.name)
        .executeTakeFirstOrThrow()
      return TwinAccount.parse(JSON.parse(row.body))
    },
    changeAccount: async (change) => {
      const body = JSON.stringify(change(await scene.account()))
      await store.read
        .updateTable('twin_account')
        .set({ body })
        .where('tenant', '=', store.tenant)
        .where('id', '=', identity.name)
        .execute()
    },
    changeIdentity: async (change) => {
      const row = await store.read
        .selectFrom('identity')
        .select(['body', 'version'])
        .where('tenant', '=', store.tenant)
        .where('id', '=', identity.id)
        .executeTakeFirstOrThrow()
      const version = row.version + 1
      const body = JSON.stringify({ ...(JSON.parse(row.body) as Identity), ...change, version })
      await store.read
        .updateTable('identity')
        .set({ body, version })
        .where('tenant', '=', store.tenant)
        .where('id', '=', identity.id)
        .execute()
    },
    effects: async () => {
      const row = await store.read
        .selectFrom('twin_effect')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('tenant', '=', store.tenant)
        .executeTakeFirstOrThrow()
      return row.count
    },
    entries: async () => {
      const rows = await store.read
        .selectFrom('audit_entry')
        .select('text')
        .where('tenant', '=', store.tenant)
        .orderBy('sequence')
        .execute()
      return rows.map((row) => JSON.parse(row.text) as AuditEntry)
    },
    codes: async (planId) =>
      (await scene.entries())
        .filter((entry) => entry.subjects.some((subject) => subject.id === planId))
        .map((entry) => entry.code),
  }
  return scene
}

/** Stores an identity, its dependencies, its twin account, a sealed record and the decided alert. */
export async function addAlert(
  world: World,
  situation: Situation = {},
): Promise<{ readonly alertId: string; readonly identity: Identity }> {
  const { gateway, store, clock } = world
  const { tenant } = store
  const suffix = situation.id ?? '1'
  const identity = anIdentity({
    id: `id_${suffix}`,
    name: `report-runner-${suffix}`,
    names: [{ kind: 'arn', value: `arn:aws:iam::111122223333:role/report-runner-${suffix}` }],
    technicalOwner: 'Reporting',
    validatedAt: clock.now - HOUR_MS,
    lastUsedAt: clock.now - MINUTE_MS,
    credentials: [aCredential({ id: 'key-1', expiresAt: null })],
    ...situation.identity,
  })
  const dependencies = situation.dependencies ?? [
    sessionConsumer(identity.id, 'agent', { recovery: 'self', recoverySeconds: 20 }),
    sessionConsumer(identity.id, 'month-end', { recovery: 'manual' }),
  ]
  const signal = aSignal({ sessions: [{ id: 'session-stolen', startedAt: null }], ...situation.signal })
  // An id like any other: 16 bytes.
  const alertId = `al_${Number.parseInt(suffix, 36).toString(16).padStart(32, '0')}`
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    await tx
      .insertInto('identity')
      .values(identityRow(tenant, identity, NO_STATE))
      .execute()
    await tx.insertInto('identity_name').values(nameRows(tenant, identity)).execute()
    for (const edge of dependencies) {
      await tx
        .insertInto('dependency')
        .values({ tenant, id: edge.id, identity_id: edge.identityId, body: JSON.stringify(edge) })
        .execute()
    }
    if (situation.account !== null) {
      const account = twinAccount(identity, dependencies, situation.account)
      await tx
        .insertInto('twin_account')
        .values({ tenant, id: account.id, body: JSON.stringify(account), version: 1 })
        .execute()
    }
    const bytes = new TextEncoder().encode(JSON.stringify(signal))
    await tx
      .insertInto('record')
      .values({
        tenant,
        id: `re_${suffix}`,
        source_id: 'so_test',
        batch_id: 'ba_test',
        position: 0,
        format: signal.format,
        signal_id: `${signal.id}-${suffix}`,
        digest: digestText(JSON.stringify(signal)),
        bytes,
        byte_length: bytes.length,
        received_at: now,
        observed_at: now,
        title: signal.title,
        operation: null,
        origin: null,
        actor_id: identity.id,
        alert_id: alertId,
        signal: JSON.stringify(signal),
        is_conflict: false,
        is_sample: false,
        facts: '{}',
      })
      .execute()
    const facts = await createDecisionFacts(gateway, tx)
    const draft = {
      id: alertId,
      number: 48_000 + Number.parseInt(suffix, 36),
      dedupHash: digestText(`${tenant}/${suffix}`),
      generation: 1,
      isSample: false,
      before: null,
      signal,
      firstSeenAt: now,
      lastSeenAt: now,
      receivedAt: now,
      count: 1,
      triggerId: situation.triggerId ?? null,
      triggerVersion: facts.inForce.trigger(situation.triggerId ?? '')?.version ?? null,
      alsoFired: [],
      identityId: identity.id,
      ambiguity: null,
      status: 'new' as const,
      disposition: 'undetermined' as const,
      assignee: null,
      kept: NOTHING_KEPT,
    }
    const { decision } = await decideAlert(gateway, tx, subjectOfDraft(draft), facts)
    const after = composeAlert(tenant, draft, decision, identity, facts)
    await saveAlerts(tx, tenant, [{ before: null, after }])
  })
  return { alertId, identity }
}

export function sessionConsumer(
  identityId: string,
  name: string,
  consumer: Partial<Dependency['consumer']>,
): Dependency {
  return aDependency(
    { identityId, from: identityId, via: 'session' },
    { id: `${identityId}-${name}`, name, ...consumer },
  )
}

function twinAccount(
  identity: Identity,
  dependencies: readonly Dependency[],
  changes: Partial<TwinAccount> = {},
): TwinAccount {
  const consumers: TwinAccount['consumers'] = dependencies.map(({ via, viaId, consumer }) => ({
    id: consumer.id,
    name: consumer.name,
    via,
    viaId,
    recovery: consumer.recovery ?? 'manual',
    recoverySeconds: consumer.recoverySeconds ?? 0,
    downSince: null,
  }))
  const session = { credentialId: null, issuedAt: MORNING - HOUR_MS, expiresAt: null, isSelfContained: false }
  return {
    id: identity.name,
    sessions: [
      { ...session, id: 'session-stolen', holder: null },
      ...consumers
        .filter((consumer) => consumer.via === 'session')
        .map((consumer) => ({ ...session, id: `session-${consumer.name}`, holder: consumer.id })),
    ],
    credentials: identity.credentials.map(({ id, kind }) => ({ id, kind })),
    tools: [],
    hasPipeline: false,
    hasWorkload: true,
    hasGrants: false,
    consumers,
    holds: [],
    ...changes,
  }
}

/**
 * What a trigger needs besides its own text before it acts by itself: an exercise of the playbook for stolen sessions a day ago, and that
 * every trigger in force was given automation after a dry run.
 */
export async function addExercise(world: World): Promise<void> {
  const playbook = playbookFor('session')
  await world.store.read
    .insertInto('exercise')
    .values({
      tenant: world.store.tenant,
      playbook_id: playbook.id,
      playbook_version: playbook.version,
      exercised_at: world.clock.now - 24 * HOUR_MS,
      connector: 'twin',
    })
    .execute()
  await giveAutomation(world)
}

/** As if a review had given automation to the texts that are in force now, or the invented past of the sample had. */
export async function giveAutomation({ gateway, store, clock }: World, isSample = false): Promise<void> {
  await store.write(async (tx) => {
    const { triggers } = await readInForce(gateway, tx)
    const given = { given_at: clock.now, is_sample: isSample }
    const none = { lost_at: null, because: null, judged_before: 0, true_before: 0 }
    for (const { id, digest } of triggers.values()) {
      const row = { tenant: store.tenant, trigger_id: id, ...none, given_digest: digest, ...given }
      await tx
        .insertInto('trigger_automation')
        .values(row)
        .onConflict((oc) => oc.columns(['tenant', 'trigger_id']).doUpdateSet({ given_digest: digest, ...given }))
        .execute()
    }
    await touchInForce(gateway, tx)
  })
}

export async function problemOf(answer: Response, status: number): Promise<{ type: string; detail: string }> {
  const text = await answer.text()
  expect(`${answer.status} ${text}`).toMatch(new RegExp(`^${status} `))
  return JSON.parse(text) as { type: string; detail: string }
}
