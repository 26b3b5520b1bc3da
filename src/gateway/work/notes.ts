import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { NoteView } from '../../domain/views/together-views.ts'
import { mentionsIn } from '../../domain/work/mentions.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

const MOST_SHOWN = 200
const MOST_ON_ONE_ALERT = 2000
const EXCERPT = 300
const SAME_WITHIN_MS = 10 * 60_000

/**
 * Writes a note on an alert, with its entry, and tells whom it calls. The same words of the same person within ten minutes are one
 * note, and the one that stands is returned: whoever lost the answer sends it again, and a note cannot be taken back.
 * Throws `not-found`, `cannot-do` where an alert has too many.
 */
export async function addNote(gateway: Gateway, by: Person, alertId: string, text: string): Promise<NoteView> {
  const { store } = gateway
  const { tenant } = store
  return store.write(async (tx) => {
    const alert = await tx
      .selectFrom('alert')
      .select(['number', 'identity_id', 'identity_name'])
      .where('tenant', '=', tenant)
      .where('id', '=', alertId)
      .executeTakeFirst()
    if (alert === undefined) throw new Problem('not-found', 'There is no such alert.')
    const now = await gateway.now(tx)
    const before = await notesOf(tx, tenant, alertId)
    const same = before.find((note) => note.by.id === by.id && note.text === text && note.at > now - SAME_WITHIN_MS)
    if (same !== undefined) return same
    const { count } = await tx
      .selectFrom('note')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('tenant', '=', tenant)
      .where('alert_id', '=', alertId)
      .executeTakeFirstOrThrow()
    if (count >= MOST_ON_ONE_ALERT)
      throw new Problem('cannot-do', `A-${alert.number} has ${count} notes, the most there can be.`)
    const people = await listPeople(tx, tenant)
    const called = mentionsIn(text, people).flatMap((id) => people.find((person) => person.id === id) ?? [])
    const mentions = called.map(({ id, name }) => ({ id, name }))
    const id = newId('no', now, gateway.random)
    await tx
      .insertInto('note')
      .values({
        tenant,
        id,
        alert_id: alertId,
        by_id: by.id,
        by_name: by.name,
        at: now,
        text,
        mentions: JSON.stringify(mentions),
      })
      .execute()
    const call = { kind: 'mention' as const, alertId, alertNumber: alert.number, text }
    await callPeople(gateway, tx, by, now, mentions, call)
    await appendAudit(tx, tenant, now, [
      {
        code: 'alert.noted',
        actor: personActor(by),
        subjects: [
          { kind: 'alert', id: alertId, label: `A-${alert.number}` },
          ...(alert.identity_id === null
            ? []
            : [{ kind: 'identity' as const, id: alert.identity_id, label: alert.identity_name ?? '' }]),
          ...mentions.map((one) => ({ kind: 'person' as const, id: one.id, label: one.name })),
        ],
        detail: { text, mentions: mentions.map(({ name }) => name) },
      },
    ])
    return { id, by: { id: by.id, name: by.name }, at: now, text, mentions }
  })
}

/** The newest notes of an alert, oldest of them first. */
export async function notesOf(read: Reader, tenant: string, alertId: string): Promise<NoteView[]> {
  const rows = await read
    .selectFrom('note')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('alert_id', '=', alertId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute()
  return rows.reverse().map((row) => ({
    id: row.id,
    by: { id: row.by_id, name: row.by_name },
    at: row.at,
    text: row.text,
    mentions: JSON.parse(row.mentions) as NoteView['mentions'],
  }))
}

interface Call {
  readonly kind: 'mention' | 'assigned' | 'taken-over'
  readonly alertId: string
  readonly alertNumber: number
  /** How many others it is about as well. */
  readonly more?: number
  /** The note, or the alert's title. */
  readonly text: string
}

/** Tells people something, in the transaction that makes it true. Nobody is told of what they did themselves. */
export async function callPeople(
  gateway: Gateway,
  tx: Tx,
  by: Person,
  now: EpochMs,
  whom: readonly { readonly id: string }[],
  { kind, alertId, alertNumber, more = 0, text }: Call,
): Promise<void> {
  const rows = whom
    .filter(({ id }) => id !== by.id)
    .map(({ id }): Tables['call'] => ({
      tenant: gateway.store.tenant,
      person_id: id,
      id: newId('no', now, gateway.random),
      kind,
      at: now,
      alert_id: alertId,
      alert_number: alertNumber,
      more,
      by_name: by.name,
      text: Array.from(text).slice(0, EXCERPT).join(''),
    }))
  if (rows.length > 0) await tx.insertInto('call').values(rows).execute()
}
