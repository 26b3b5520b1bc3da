import type { Json } from '../../domain/json/json.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { RecordView } from '../../domain/views/other-views.ts'
import { type Redacted, redact } from '../../formats/redact.ts'
import type { Gateway } from '../gateway.ts'
import { digestBytes } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'

/**
 * A sealed record as it may be shown. Its digest is taken again over the stored bytes: evidence that no longer has the
 * digest it was sealed with is not shown as evidence, and the fault stands in the log. Throws `not-found`.
 */
export async function viewRecord(gateway: Gateway, id: string): Promise<RecordView> {
  const { store } = gateway
  const row = await store.read
    .selectFrom('record')
    .innerJoin('source', (join) =>
      join.onRef('source.tenant', '=', 'record.tenant').onRef('source.id', '=', 'record.source_id'),
    )
    .select([
      'record.format',
      'record.digest',
      'record.bytes',
      'record.received_at',
      'record.signal',
      'record.facts',
      'source.name as source',
    ])
    .where('record.tenant', '=', store.tenant)
    .where('record.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such record.')
  const about = {
    id,
    format: row.format,
    digest: row.digest,
    bytes: row.bytes.length,
    receivedAt: row.received_at,
    source: row.source,
  }
  const opened = await openSeal(gateway, { id, ...row })
  if (opened === null) return { ...about, shown: null, redactedAt: [], signal: null, facts: {}, isIntact: false }
  return {
    ...about,
    // A JSON value by construction; the view's schema spells the same type with mutable arrays.
    shown: opened.shown as RecordView['shown'],
    redactedAt: [...opened.redactedAt],
    signal: JSON.parse(row.signal) as Signal,
    facts: JSON.parse(row.facts) as RecordView['facts'],
    isIntact: true,
  }
}

/** What a sealed record holds, secrets replaced; null where its bytes are not those that were sealed, which the log then says. */
export async function openSeal(
  gateway: Gateway,
  sealed: { readonly id: string; readonly digest: string; readonly bytes: Uint8Array },
): Promise<Redacted | null> {
  const bytes = new Uint8Array(sealed.bytes)
  const found = digestBytes(bytes)
  if (found !== sealed.digest) {
    await recordBrokenSeal(gateway, sealed.id, sealed.digest, found)
    return null
  }
  const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  return redact(parsed as Json)
}

async function recordBrokenSeal(gateway: Gateway, id: string, sealed: string, found: string): Promise<void> {
  gateway.log(`fault: record ${id} was sealed as ${sealed} and now has digest ${found}`)
  await gateway.store.write(async (tx) => {
    await appendAudit(tx, gateway.store.tenant, await gateway.now(tx), [
      {
        code: 'fault',
        actor: GATEWAY_ACTOR,
        subjects: [{ kind: 'estate', id, label: `record ${id}` }],
        detail: {
          where: `the seal of record ${id}`,
          because: `it was sealed as ${sealed}, its bytes now have ${found}`,
        },
      },
    ])
  })
}
