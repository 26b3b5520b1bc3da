import * as z from 'zod'
import type { Gateway } from '../gateway.ts'
import { Signature, sealSignature, signatureContext } from '../ingest/sources.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { type SealedSecrets, secretContext } from './sealed.ts'

/**
 * Brings every stored secret under the newest key, and those that older versions stored in the clear under a key at all.
 * One transaction with one entry, so that an old key may be thrown away once it is done. Answers how many were sealed
 * anew.
 */
export async function resealAll({ store, vault, now }: Gateway): Promise<number> {
  if (!vault.hasKey) return 0
  return store.write(async (tx) => {
    const sources = await resealSources({ store, vault }, tx)
    const connectors = await resealConnectors({ store, vault }, tx)
    const count = sources + connectors
    if (count > 0) {
      await appendAudit(tx, store.tenant, await now(tx), [
        { code: 'secrets.resealed', actor: GATEWAY_ACTOR, subjects: [], detail: { count } },
      ])
    }
    return count
  })
}

type Sealing = Pick<Gateway, 'store' | 'vault'>

async function resealSources({ store, vault }: Sealing, tx: Tx): Promise<number> {
  const rows = await tx
    .selectFrom('source')
    .select(['id', 'signature'])
    .where('tenant', '=', store.tenant)
    .where('signature', 'is not', null)
    .execute()
  let count = 0
  for (const { id, signature } of rows) {
    const stored = StoredSignature.parse(JSON.parse(signature ?? 'null'))
    if ('sealed' in stored && vault.isCurrent(stored.sealed)) continue
    const secret = 'sealed' in stored ? await vault.open(signatureContext(id), stored.sealed) : stored.secret
    const sealed = await sealSignature(vault, id, Signature.parse({ scheme: stored.scheme, secret }))
    await tx
      .updateTable('source')
      .set({ signature: sealed })
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .execute()
    count += 1
  }
  return count
}

const StoredSignature = z.union([
  z.object({ scheme: Signature.shape.scheme, sealed: z.string() }),
  z.object({ scheme: Signature.shape.scheme, secret: z.string() }),
])

async function resealConnectors({ store, vault }: Sealing, tx: Tx): Promise<number> {
  const rows = await tx.selectFrom('connector').select(['id', 'secrets']).where('tenant', '=', store.tenant).execute()
  let count = 0
  for (const { id, secrets } of rows) {
    const stored = JSON.parse(secrets) as SealedSecrets
    const old = Object.entries(stored).filter(([, { sealed }]) => !vault.isCurrent(sealed))
    if (old.length === 0) continue
    const renewed: Record<string, SealedSecrets[string]> = { ...stored }
    for (const [name, { sealed, setAt }] of old) {
      const context = secretContext(id, name)
      renewed[name] = { sealed: await vault.seal(context, await vault.open(context, sealed)), setAt }
    }
    await tx
      .updateTable('connector')
      .set({ secrets: JSON.stringify(renewed) })
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .execute()
    count += old.length
  }
  return count
}
