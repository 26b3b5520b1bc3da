import type { Reader, Tx } from '../store/store.ts'

/** What somebody of a consumer's team said. */
export interface Word {
  readonly name: string
  readonly team: string
  readonly note: string
  readonly at: number
}

/** Of a step by its idempotency key: the plan's id and the ordinal. */
export function stepNamed(idempotencyKey: string): { readonly planId: string; readonly ordinal: number } {
  const cut = idempotencyKey.lastIndexOf('-')
  return { planId: idempotencyKey.slice(0, cut), ordinal: Number(idempotencyKey.slice(cut + 1)) }
}

/** What was said for a step of the plan as it stands; null where nobody has. A word for other bytes than the approved ones is none. */
export async function wordOf(read: Reader | Tx, tenant: string, idempotencyKey: string): Promise<Word | null> {
  const { planId, ordinal } = stepNamed(idempotencyKey)
  return (await wordsOn(read, tenant, planId)).get(ordinal) ?? null
}

/** By ordinal. */
export async function wordsOn(read: Reader | Tx, tenant: string, planId: string): Promise<ReadonlyMap<number, Word>> {
  const rows = await read
    .selectFrom('repoint_word')
    .innerJoin('plan', (join) =>
      join
        .onRef('plan.tenant', '=', 'repoint_word.tenant')
        .onRef('plan.id', '=', 'repoint_word.plan_id')
        .onRef('plan.digest', '=', 'repoint_word.digest'),
    )
    .select(['ordinal', 'person_name', 'person_team', 'note', 'at'])
    .where('repoint_word.tenant', '=', tenant)
    .where('repoint_word.plan_id', '=', planId)
    .execute()
  return new Map(
    rows.map(({ ordinal, person_name: name, person_team: team, note, at }) => [ordinal, { name, team, note, at }]),
  )
}
