import { isRestraint } from '../../domain/change/change.ts'
import { changeDigest } from '../../domain/change/change-body.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { digestText, sha256 } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import { bringInForce } from './activate-change.ts'
import { type ChangeRow, subjectsOfChange } from './change-rows.ts'
import { outdateIfReplaced } from './end-change.ts'
import { readInForce } from './in-force.ts'
import { redecideConcerned } from './redecide-queue.ts'
import { openKey, standingOf } from './versions.ts'

/**
 * Takes a trigger to shadow or off on the spot, by one person, and answers the id of the change that stands for it. It only ever
 * takes away: what a trigger does is never more after it. An open change of the trigger is outdated by it. Throws `not-found`,
 * `stale` where another version is in force than was seen, `cannot-do` where it would not take anything away.
 */
export async function restrainTrigger(
  gateway: Gateway,
  by: Person,
  id: string,
  asked: { readonly to: 'shadow' | 'off'; readonly seenVersion: number; readonly reason: string },
): Promise<string> {
  const { store } = gateway
  return inTurn(store, () =>
    store.write(async (tx) => {
      await nextNumber(tx, store.tenant, 'ingest')
      const row = await rowOf(gateway, tx, by, id, asked)
      const { tenant } = store
      await tx.insertInto('change').values(row).execute()
      const mode = asked.to
      const version = await bringInForce(gateway, tx, row, { body: row.body, mode }, row.proposed_at)
      const done = { state: 'active', version, state_reason: `Switched to ${asked.to} by ${by.name}.` }
      await tx.updateTable('change').set(done).where('tenant', '=', tenant).where('id', '=', row.id).execute()
      await redecideConcerned(gateway, tx, id)
      await appendAudit(tx, tenant, row.proposed_at, [
        {
          code: 'trigger.restrained',
          actor: personActor(by),
          subjects: subjectsOfChange(row),
          detail: { to: asked.to, version, reason: asked.reason },
        },
      ])
      await outdateOpen(gateway, tx, id)
      return row.id
    }),
  )
}

async function rowOf(
  gateway: Gateway,
  tx: Tx,
  by: Person,
  id: string,
  { to, seenVersion, reason }: Parameters<typeof restrainTrigger>[3],
): Promise<ChangeRow> {
  const base = standingOf(await readInForce(gateway, tx), 'trigger', id)
  if (base.content === null || base.content.mode === null) throw new Problem('not-found', 'There is no such trigger.')
  if (base.version !== seenVersion) {
    throw new Problem('stale', `Version ${base.version} is in force, you saw version ${seenVersion}. Look at it again.`)
  }
  const { body, mode: from } = base.content
  if (!isRestraint(from, to)) {
    throw new Problem('cannot-do', `It is ${from} now. One person alone only takes away: propose a change instead.`)
  }
  const now = await gateway.now(tx)
  const changeId = newId('ch', now, gateway.random)
  const shown = {
    id: changeId,
    kind: 'trigger',
    subject: id,
    base: { version: base.version, digest: base.digest },
    content: digestText(body),
    mode: { from, to },
    restores: null,
    restoresAutomation: false,
    activateAt: null,
    reason,
    proposedBy: by.id,
    backtest: null,
  } as const
  return {
    tenant: gateway.store.tenant,
    id: changeId,
    number: await nextNumber(tx, gateway.store.tenant, 'change'),
    kind: 'trigger',
    subject_id: id,
    open_key: null,
    title: base.title,
    // Becomes active when the version before it has ended.
    state: 'approved',
    state_reason: null,
    base_version: base.version,
    base_digest: base.digest,
    version: null,
    mode_from: from,
    mode_to: to,
    body,
    restores: null,
    is_emergency: true,
    restores_automation: false,
    activate_at: null,
    reason,
    digest: changeDigest(shown, sha256),
    backtest: null,
    prediction: null,
    proposed_by: by.id,
    proposed_by_name: by.name,
    proposed_at: now,
    expires_at: now,
    reviewed_by: null,
    reviewed_by_name: null,
    reviewed_at: null,
    review_choice: null,
    review_reason: null,
    activated_at: now,
    updated_at: now,
  }
}

/** Whatever was proposed or scheduled for it was made on what is gone: it ends here and says so. */
async function outdateOpen(gateway: Gateway, tx: Tx, id: string): Promise<void> {
  const { tenant } = gateway.store
  const open = await tx
    .selectFrom('change')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('open_key', '=', openKey('trigger', id))
    .executeTakeFirst()
  if (open !== undefined) await outdateIfReplaced(gateway, tx, open, await gateway.now(tx))
}
