import { POLICY_SUBJECT } from '../../domain/change/change.ts'
import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, getMeta } from '../store/estate.ts'
import { governedSubject } from './change-rows.ts'
import { readInForce } from './in-force.ts'

/**
 * Puts triggers and a policy that this release cannot read into the record, each version once per release: an upgrade that blinds a
 * trigger, or that lets other numbers decide, is no matter of a server log alone. Answers how many were new.
 */
export async function reportBroken(gateway: Gateway): Promise<number> {
  const { set, triggers, policy, policyTrouble } = await readInForce(gateway, gateway.store.read)
  const faults = [...set.broken].map(([id, [problem]]): Fault => {
    const version = triggers.get(id)?.version ?? 0
    const because = `line ${problem?.line ?? 0}, column ${problem?.column ?? 0}: ${problem?.message ?? 'it cannot be read'}`
    const where = `version ${version} of trigger ${id}, which is skipped`
    return { key: `${id}@${version}`, subject: governedSubject('trigger', id), where, because }
  })
  if (policyTrouble !== null) {
    const where = `version ${policy.version} of the policy, in whose place the shipped numbers decide`
    const subject = governedSubject('policy', POLICY_SUBJECT)
    // No trigger is called so: names hold no slash.
    faults.push({ key: `/policy@${policy.version}`, subject, where, because: policyTrouble })
  }
  let reported = 0
  for (const fault of faults) reported += await reportOnce(gateway, fault)
  return reported
}

interface Fault {
  readonly key: string
  readonly subject: ReturnType<typeof governedSubject>
  readonly where: string
  readonly because: string
}

async function reportOnce(gateway: Gateway, { subject, where, because, ...fault }: Fault): Promise<number> {
  const { store, version } = gateway
  const key = `broken/${version}/${fault.key}`
  if ((await getMeta(store.read, store.tenant, key)) !== null) return 0
  return store.write(async (tx) => {
    // Of several gateways the one whose row it is reports.
    const ours = await tx
      .insertInto('meta')
      .values({ tenant: store.tenant, key, value: 'reported' })
      .onConflict((oc) => oc.columns(['tenant', 'key']).doNothing())
      .returning('key')
      .executeTakeFirst()
    if (ours === undefined) return 0
    await appendAudit(tx, store.tenant, await gateway.now(tx), [
      { code: 'fault', actor: GATEWAY_ACTOR, subjects: [subject], detail: { where, because } },
    ])
    return 1
  })
}
