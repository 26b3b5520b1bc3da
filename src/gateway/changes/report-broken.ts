import type { Gateway } from '../gateway.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, getMeta } from '../store/estate.ts'
import { governedSubject } from './change-rows.ts'
import { readInForce } from './in-force.ts'

/**
 * Puts triggers that this release cannot read into the record, each version once per release: an upgrade that blinds a trigger is
 * no matter of a server log alone. Answers how many were new.
 */
export async function reportBroken(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const { set, triggers } = await readInForce(gateway, store.read)
  let reported = 0
  for (const [id, [problem]] of set.broken) {
    const version = triggers.get(id)?.version ?? 0
    const key = `broken/${gateway.version}/${id}@${version}`
    if ((await getMeta(store.read, store.tenant, key)) !== null) continue
    reported += await store.write(async (tx) => {
      // Of several gateways the one whose row it is reports.
      const ours = await tx
        .insertInto('meta')
        .values({ tenant: store.tenant, key, value: 'reported' })
        .onConflict((oc) => oc.columns(['tenant', 'key']).doNothing())
        .returning('key')
        .executeTakeFirst()
      if (ours === undefined) return 0
      const because = `line ${problem?.line ?? 0}, column ${problem?.column ?? 0}: ${problem?.message ?? 'it cannot be read'}`
      await appendAudit(tx, store.tenant, await gateway.now(tx), [
        {
          code: 'fault',
          actor: GATEWAY_ACTOR,
          subjects: [governedSubject('trigger', id)],
          detail: { where: `version ${version} of trigger ${id}, which is skipped`, because },
        },
      ])
      return 1
    })
  }
  return reported
}
