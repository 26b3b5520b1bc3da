import { parseQuery } from '../../domain/query/parse.ts'
import type { Standing } from '../../domain/suppression/hold-back.ts'
import type { SparingRules } from '../../domain/suppression/spared.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { InForce } from '../changes/in-force.ts'
import type { Reader, Tx } from '../store/store.ts'

/** The playbook of what watches things that nobody has a reason to touch. */
const DECOY_PLAYBOOK = 'decoy-touched'

/** Suppressions that hold alerts back at this moment. One that this release cannot read any more holds nothing. */
export async function readStanding(read: Reader | Tx, tenant: string, now: EpochMs): Promise<readonly Standing[]> {
  const rows = await read
    .selectFrom('suppression')
    .select(['number', 'query', 'until'])
    .where('tenant', '=', tenant)
    .where('cleared_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('until', '>', now)
    .orderBy('number')
    .execute()
  return rows.flatMap(({ number, query, until }) => {
    const parsed = parseQuery(query)
    return parsed.ok ? [{ number, query: parsed.query, until }] : []
  })
}

const known = new WeakMap<InForce, SparingRules>()

/** What is never held back, as triggers and policy in force have it. */
export function sparingRules(inForce: InForce): SparingRules {
  const rules = known.get(inForce) ?? {
    confirmedFrom: inForce.policy.confidence.bands.confirmed,
    decoyTriggers: [...inForce.triggers.keys()]
      .filter((id) => inForce.trigger(id)?.response.playbook === DECOY_PLAYBOOK)
      .sort(),
  }
  known.set(inForce, rules)
  return rules
}
