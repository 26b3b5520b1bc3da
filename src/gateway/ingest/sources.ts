import * as z from 'zod'
import type { AuditActor } from '../../domain/audit/entry.ts'
import type { SourceView } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import { newId, newToken } from '../ids.ts'
import type { Vault } from '../secrets/vault.ts'
import { appendAudit } from '../store/audit-log.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { DeliveringSource } from './chunk.ts'

/** How the deliveries of a source are signed, where the sender cannot carry a token. */
export const Signature = z.strictObject({
  scheme: z.enum(['github', 'gitguardian']),
  secret: z.string().min(16).max(500),
})
export type Signature = z.infer<typeof Signature>

/** Adds a source. The token is answered once; the store keeps its SHA-256. */
export async function addSource(
  gateway: Gateway,
  draft: {
    readonly name: string
    readonly format: string
    readonly signature: Signature | null
    readonly isSample: boolean
  },
  by: AuditActor,
): Promise<{ source: SourceView; token: string }> {
  const { store } = gateway
  const token = newToken('sgi', gateway.random)
  const source = await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const row: Tables['source'] = {
      tenant: store.tenant,
      id: newId('so', now, gateway.random),
      name: draft.name,
      format: draft.format,
      token_hash: digestText(token),
      created_at: now,
      last_received_at: null,
      received: 0,
      refused: 0,
      revoked_at: null,
      is_sample: draft.isSample,
      signature: null,
    }
    if (draft.signature !== null) row.signature = await sealSignature(gateway.vault, row.id, draft.signature)
    await tx.insertInto('source').values(row).execute()
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'source.added',
        actor: by,
        subjects: [{ kind: 'source', id: row.id, label: row.name }],
        detail: { format: row.format, signed: draft.signature?.scheme ?? null },
      },
    ])
    return toSourceView(row)
  })
  return { source, token }
}

/** From the moment this commits its token opens nothing. Revoking twice is once. Throws `not-found`. */
export async function revokeSource(gateway: Gateway, id: string, by: AuditActor): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const row = await tx
      .updateTable('source')
      .set({ revoked_at: now })
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('name')
      .executeTakeFirst()
    if (row === undefined) return requireSource(tx, store.tenant, id)
    await appendAudit(tx, store.tenant, now, [
      { code: 'source.revoked', actor: by, subjects: [{ kind: 'source', id, label: row.name }], detail: {} },
    ])
  })
}

async function requireSource(tx: Tx, tenant: string, id: string): Promise<void> {
  const known = await tx
    .selectFrom('source')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (known === undefined) throw new Problem('not-found', 'There is no such source.')
}

export async function listSources(read: Reader, tenant: string): Promise<readonly SourceView[]> {
  const rows = await read
    .selectFrom('source')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(toSourceView)
}

/** The source whose token this is, or null. Looked up by digest, so the table holds nothing that delivers. */
export async function sourceByToken(read: Reader, tenant: string, token: string): Promise<DeliveringSource | null> {
  const row = await read
    .selectFrom('source')
    .select(['id', 'name', 'format'])
    .where('tenant', '=', tenant)
    .where('token_hash', '=', digestText(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The source and what its deliveries are signed with; the secret is opened here and nowhere kept. */
export async function signedSource(
  { store, vault }: Pick<Gateway, 'store' | 'vault'>,
  id: string,
): Promise<{ source: DeliveringSource; signature: Signature } | null> {
  const row = await store.read
    .selectFrom('source')
    .select(['id', 'name', 'format', 'signature'])
    .where('tenant', '=', store.tenant)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || row.signature === null) return null
  const { signature, ...source } = row
  const { scheme, sealed } = SealedSignature.parse(JSON.parse(signature))
  return { source, signature: { scheme, secret: await vault.open(signatureContext(id), sealed) } }
}

const SealedSignature = z.object({ scheme: Signature.shape.scheme, sealed: z.string() })

export async function sealSignature(vault: Vault, sourceId: string, { scheme, secret }: Signature): Promise<string> {
  return JSON.stringify({ scheme, sealed: await vault.seal(signatureContext(sourceId), secret) })
}

export function signatureContext(sourceId: string): string {
  return `source/${sourceId}/signature`
}

const CONSOLE_SOURCE = 'so_console'

/** The source under which people deliver by hand; made on first use. Its token is thrown away unseen. */
export async function consoleSource(gateway: Gateway, tx: Tx): Promise<DeliveringSource> {
  const { tenant } = gateway.store
  await tx
    .insertInto('source')
    .values({
      tenant,
      id: CONSOLE_SOURCE,
      name: 'Console',
      format: 'auto',
      token_hash: digestText(newToken('sgi', gateway.random)),
      created_at: await gateway.now(tx),
      last_received_at: null,
      received: 0,
      refused: 0,
      revoked_at: null,
      is_sample: false,
      signature: null,
    })
    .onConflict((oc) => oc.columns(['tenant', 'id']).doNothing())
    .execute()
  return { id: CONSOLE_SOURCE, name: 'Console', format: 'auto' }
}

function toSourceView(row: Tables['source']): SourceView {
  return {
    id: row.id,
    name: row.name,
    format: row.format,
    createdAt: row.created_at,
    lastReceivedAt: row.last_received_at,
    received: row.received,
    refused: row.refused,
    isRevoked: row.revoked_at !== null,
    isSample: row.is_sample,
  }
}
