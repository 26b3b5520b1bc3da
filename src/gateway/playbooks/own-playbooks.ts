import type { Course } from '../../domain/action/course.ts'
import { playbookById } from '../../domain/action/playbooks.ts'
import { shippedCourse } from '../../domain/action/shipped-courses.ts'
import type { CacaoPlaybook } from '../../domain/cacao/cacao.ts'
import { fromCacao } from '../../domain/cacao/from-cacao.ts'
import { toCacao } from '../../domain/cacao/to-cacao.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Json } from '../../domain/json/json.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { digestText, sha256 } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'

/** Ids of playbooks that people brought in begin so; no built-in one does. */
const OWN = 'own-'

/** A course that people brought in, in its newest version. */
export interface OwnPlaybook {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly cacaoId: string
  readonly course: Course
  readonly importedBy: string
  readonly importedAt: number
}

export function isOwn(id: string): boolean {
  return id.startsWith(OWN)
}

/** The newest version; null where there is none. */
export async function findOwn(read: Reader | Tx, tenant: string, id: string): Promise<OwnPlaybook | null> {
  if (!isOwn(id)) return null
  const row = await ofTenant(read, tenant).where('id', '=', id).orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : toOwn(row)
}

/** By title, each in its newest version. */
export async function listOwn(read: Reader | Tx, tenant: string): Promise<readonly OwnPlaybook[]> {
  const rows = await ofTenant(read, tenant).orderBy('title').orderBy('id').orderBy('version', 'desc').execute()
  return [...new Map(rows.toReversed().map((row) => [row.id, toOwn(row)])).values()].toReversed()
}

function ofTenant(read: Reader | Tx, tenant: string) {
  return read
    .selectFrom('own_playbook')
    .select(['id', 'version', 'title', 'cacao_id', 'course', 'imported_by', 'imported_at'])
    .where('tenant', '=', tenant)
}

type Row = Awaited<ReturnType<ReturnType<typeof ofTenant>['execute']>>[number]

function toOwn(row: Row): OwnPlaybook {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    cacaoId: row.cacao_id,
    course: JSON.parse(row.course) as Course,
    importedBy: row.imported_by,
    importedAt: row.imported_at,
  }
}

/**
 * Takes a CACAO 2.0 document over as a course, and answers its id. The same CACAO id again is its next version, and the same bytes
 * again change nothing. It carries nothing out by itself: whoever proposes it passes a gate, and each version is exercised anew.
 * Throws `cannot-do` with every reason where it is not understood whole.
 */
export async function importPlaybook(gateway: Gateway, by: Person, document: Json): Promise<string> {
  const read = fromCacao(document)
  if (!read.ok) throw new Problem('cannot-do', `Nothing was taken over. ${read.problems.slice(0, 20).join(' ')}`)
  const { cacaoId, title, course } = read.playbook
  const text = canonicalJson(document)
  const digest = digestText(text)
  const id = `${OWN}${digestText(cacaoId).slice(0, 16)}`
  const { store } = gateway
  await store.write(async (tx) => {
    await nextNumber(tx, store.tenant, 'own-playbook')
    const before = await tx
      .selectFrom('own_playbook')
      .select(['version', 'digest'])
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (before?.digest === digest) return
    const now = await gateway.now(tx)
    const version = (before?.version ?? 0) + 1
    await tx
      .insertInto('own_playbook')
      .values({
        tenant: store.tenant,
        id,
        version,
        title,
        cacao_id: cacaoId,
        course: JSON.stringify(course),
        document: text,
        digest,
        imported_by: by.name,
        imported_at: now,
      })
      .execute()
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'playbook.imported',
        actor: personActor(by),
        subjects: [{ kind: 'playbook', id, label: title }],
        detail: {
          version,
          cacaoId,
          digest,
          actions: course.steps.map(({ action }) => action),
          onFailure: course.onFailure,
        },
      },
    ])
  })
  return id
}

/**
 * A playbook as CACAO 2.0: one that was brought in as its course, a built-in one as the choice that the decision makes between its
 * actions. Throws `not-found`.
 */
export async function exportPlaybook(gateway: Gateway, id: string): Promise<CacaoPlaybook> {
  const { read, tenant } = gateway.store
  const own = await findOwn(read, tenant, id)
  if (own !== null) {
    const first = await ofTenant(read, tenant).where('id', '=', id).orderBy('version').limit(1).executeTakeFirst()
    const at = { createdAt: first?.imported_at ?? own.importedAt, modifiedAt: own.importedAt }
    return toCacao({ ...own, ...at }, sha256)
  }
  const shipped = shippedCourse(id)
  if (shipped !== null) return toCacao({ ...shipped, createdAt: SHIPPED_AT, modifiedAt: SHIPPED_AT }, sha256)
  const builtIn = playbookById(id)
  if (builtIn === null) throw new Problem('not-found', 'There is no such playbook.')
  return toCacao(
    {
      id: builtIn.id,
      version: builtIn.version,
      title: builtIn.title,
      course: { steps: [], onFailure: 'keep' },
      oneOf: builtIn.actions,
      createdAt: SHIPPED_AT,
      modifiedAt: SHIPPED_AT,
    },
    sha256,
  )
}

/** 1 March 2026: built-in playbooks have not changed since. */
const SHIPPED_AT = Date.UTC(2026, 2, 1)
