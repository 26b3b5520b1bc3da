import { type ChangeKind, type Mode, POLICY_SUBJECT } from '../../domain/change/change.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { PolicyDetail, VersionContent, VersionView } from '../../domain/views/change-views.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type InForce, readInForce } from './in-force.ts'

/** Content of a subject as versions hold it: Sigma YAML, or the canonical JSON of a policy. `mode` is null for a policy. */
export interface Content {
  readonly body: string
  readonly mode: Mode | null
}

/** What a subject is at this moment. `version` 0 and no content: a trigger that does not exist. */
export interface Standing {
  readonly version: number
  readonly digest: string
  readonly title: string
  readonly content: Content | null
}

/** What is in force of a subject. A `digest` besides the version notices a release that ships another text under the same number. */
export function standingOf(inForce: InForce, kind: ChangeKind, id: string): Standing {
  if (kind === 'policy') {
    const { policy, policyDigest } = inForce
    return {
      version: policy.version,
      digest: policyDigest,
      title: 'Policy',
      content: { body: canonicalJson(policy), mode: null },
    }
  }
  const trigger = inForce.triggers.get(id)
  if (trigger === undefined) return { version: 0, digest: '', title: id, content: null }
  const { version, digest, text, mode } = trigger
  return { version, digest, title: trigger.loaded?.trigger.title ?? id, content: { body: text, mode } }
}

export interface StoredVersion {
  readonly view: VersionView
  readonly content: Content
}

/** All versions of a subject, newest first; the shipped one among them also where no change was ever made. */
export async function versionsOf(
  read: Reader | Tx,
  tenant: string,
  inForce: InForce,
  kind: ChangeKind,
  id: string,
): Promise<readonly StoredVersion[]> {
  const rows = await read
    .selectFrom('governed_version')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('number', 'desc')
    .execute()
  const stored = rows.map(fromRow)
  if (stored.length > 0) return stored
  const standing = standingOf(inForce, kind, id)
  return standing.content === null ? [] : [shippedVersion(standing.version, standing.content, true)]
}

/** Throws `not-found`. */
export async function versionContent(
  gateway: Gateway,
  read: Reader | Tx,
  kind: ChangeKind,
  id: string,
  number: number,
): Promise<VersionContent & { readonly content: Content }> {
  const inForce = await readInForce(gateway, read)
  const versions = await versionsOf(read, gateway.store.tenant, inForce, kind, id)
  const found = versions.find(({ view }) => view.number === number)
  if (found === undefined) throw new Problem('not-found', 'There is no such version.')
  const { view, content } = found
  return { version: view, ...shownContent(kind, content.body), content }
}

/** Content as views carry it: one of the two is null. */
export function shownContent(kind: ChangeKind, body: string): { text: string | null; policy: Policy | null } {
  if (kind !== 'policy') return { text: body, policy: null }
  const stored = JSON.parse(body) as Policy
  const read = Policy.safeParse(stored)
  // What a member left out means is said. One that this release cannot read is shown as it is.
  return { text: null, policy: read.success ? read.data : stored }
}

export async function viewPolicy(gateway: Gateway): Promise<PolicyDetail> {
  const { read, tenant } = gateway.store
  const inForce = await readInForce(gateway, read)
  const versions = await versionsOf(read, tenant, inForce, 'policy', POLICY_SUBJECT)
  const open = await read
    .selectFrom('change')
    .select('id')
    .where('tenant', '=', tenant)
    .where('open_key', '=', openKey('policy', POLICY_SUBJECT))
    .executeTakeFirst()
  const { policy, policyTrouble: trouble } = inForce
  return { policy, trouble, versions: versions.map(({ view }) => view), openChangeId: open?.id ?? null }
}

/** Under which a subject's one open change stands. */
export function openKey(kind: ChangeKind, id: string): string {
  return `${kind}:${id}`
}

/**
 * Puts content in force as the next version and answers its number: higher than any before it, whatever it holds, so that
 * whatever was approved under another is void. What was in force before is kept, a shipped text too.
 */
export async function putInForce(
  tx: Tx,
  tenant: string,
  subject: { readonly kind: ChangeKind; readonly id: string; readonly before: Standing },
  next: Content,
  made: {
    readonly changeId: string
    readonly by: { readonly id: string; readonly name: string }
    readonly reason: string
    readonly restores: number | null
    readonly now: EpochMs
  },
): Promise<number> {
  const { kind, id, before } = subject
  const { now } = made
  const key = { tenant, kind, subject_id: id }
  if (before.content !== null) {
    const shipped = shippedVersion(before.version, before.content, false)
    await tx
      .insertInto('governed_version')
      .values({
        ...key,
        number: before.version,
        mode: before.content.mode,
        body: before.content.body,
        digest: shipped.view.digest,
        change_id: null,
        by_id: null,
        by_name: null,
        reason: shipped.view.reason,
        restores: null,
        at: null,
        ended_at: now,
      })
      .onConflict((oc) => oc.columns(['tenant', 'kind', 'subject_id', 'number']).doNothing())
      .execute()
  }
  const highest = await tx
    .selectFrom('governed_version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirst()
  const number = Math.max(highest?.number ?? 0, before.version) + 1
  await tx
    .updateTable('governed_version')
    .set({ ended_at: now })
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
  const body = kind === 'policy' ? numbered(next.body, number) : next.body
  await tx
    .insertInto('governed_version')
    .values({
      ...key,
      number,
      mode: next.mode,
      body,
      digest: digestText(body),
      change_id: made.changeId,
      by_id: made.by.id,
      by_name: made.by.name,
      reason: made.reason,
      restores: made.restores,
      at: now,
      ended_at: null,
    })
    .execute()
  return number
}

/** The policy's own number is the one it is governed under: decisions carry it. */
export function numbered(body: string, version: number): string {
  return canonicalJson({ ...(JSON.parse(body) as Policy), version })
}

function fromRow(row: Tables['governed_version']): StoredVersion {
  const mode = row.mode as Mode | null
  return {
    view: {
      number: row.number,
      mode,
      at: row.at,
      by: row.by_id === null ? null : { id: row.by_id, name: row.by_name ?? row.by_id },
      reason: row.reason,
      changeId: row.change_id,
      restores: row.restores,
      isInForce: row.ended_at === null,
      digest: row.digest,
    },
    content: { body: row.body, mode },
  }
}

function shippedVersion(number: number, content: Content, isInForce: boolean): StoredVersion {
  return {
    view: {
      number,
      mode: content.mode,
      at: null,
      by: null,
      reason: 'Shipped with Sluicegate.',
      changeId: null,
      restores: null,
      isInForce,
      digest: digestText(content.body),
    },
    content,
  }
}
