import type { MiddlewareHandler } from 'hono'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import { printable } from '../../domain/json/read-json.ts'
import type { Gateway } from '../gateway.ts'
import { planLabel } from '../plans/plan-rows.ts'
import type { ApiEnv } from './api.ts'
import { recordRefusal } from './permission.ts'
import { Problem, type ProblemType } from './problem.ts'

/** Where people decide what runs: plans with all that hangs below them, and stops. */
const GATES = /^\/api\/(plans|stops)(?:\/|$)/

/** Refused before any rule was asked, so that nothing else has an entry of it. */
const MISFITS: ReadonlySet<ProblemType> = new Set([
  'invalid-request',
  'media-type',
  'too-large',
  'cross-site',
  'not-found',
  'key-reused',
])

/**
 * Whoever is signed in and tries a gate with what is no request of it stands in the record as one whom a rule refused does: a decision
 * by GET, a field that no decision has, a plan that is not there. Reading is no attempt, and where nobody is signed in there is nobody
 * to name.
 */
export function recordMisfits(gateway: Gateway): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next()
    const person = c.get('person')
    const { error } = c
    if (person === null || !GATES.test(c.req.path)) return
    if (!(error instanceof Problem) || !MISFITS.has(error.type)) return
    if (isReading(c.req.method) && error.rule !== NO_ADDRESS) return
    const what = bounded(`${c.req.method} ${c.req.path}`, 200)
    const rule = error.rule ?? `request.${error.type}`
    const subjects = await planAt(gateway, c.req.path)
    await recordRefusal(gateway, person, what, rule, bounded(error.detail, 400), subjects)
  }
}

/** The rule of what was sent where no route is. */
export const NO_ADDRESS = 'request.no-address'

async function planAt({ store }: Gateway, path: string): Promise<readonly AuditSubject[]> {
  const id = /^\/api\/plans\/([\w-]+)/.exec(path)?.[1]
  if (id === undefined) return []
  const row = await store.read
    .selectFrom('plan')
    .select('number')
    .where('tenant', '=', store.tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? [] : [{ kind: 'plan', id, label: planLabel(row.number) }]
}

/** Cut between two characters and never within one, or no log could hold it. */
function bounded(text: string, most: number): string {
  return printable(text).slice(0, most).toWellFormed()
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}
