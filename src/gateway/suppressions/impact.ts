import type { Person } from '../../domain/people/person.ts'
import type { Query } from '../../domain/query/query.ts'
import { emptyImpact, mergeImpacts } from '../../domain/suppression/impact.ts'
import type { Impact } from '../../domain/suppression/impact-schema.ts'
import { readSuppression, type Suppressible } from '../../domain/suppression/suppressible.ts'
import { decodeRows } from '../../engine/queue/block.ts'
import { impactOn } from '../../engine/queue/impact.ts'
import { QueueTable } from '../../engine/queue/queue-table.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { queueBlockRows, queueManifest } from '../queue/queue-blocks.ts'
import { queueChanges } from '../queue/queue-changes.ts'
import { sparingRules } from './standing.ts'

/** Removals while it is read begin it anew; more of them are somebody clearing the sample away. */
const MOST_TRIES = 3

/** The query of a suppression. Throws `cannot-do` with what is wrong with it. */
export function suppressionQuery(text: string): Extract<Suppressible, { readonly ok: true }> {
  const read = readSuppression(text)
  if (!read.ok) throw new Problem('cannot-do', read.problem)
  return read
}

/**
 * What a suppression by this query would have done to every alert there is: the blocks of the queue and what changed since, with
 * the engine that the page counts with, a block at a time. Stores nothing. Throws `cannot-do` for a query that cannot suppress.
 */
export async function previewSuppression(gateway: Gateway, person: Person, text: string): Promise<Impact> {
  const { query } = suppressionQuery(text)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readImpact(gateway, person, query)
    } catch (error) {
      if (attempt >= MOST_TRIES || !(error instanceof Problem) || error.type !== 'stale') throw error
    }
  }
}

async function readImpact(gateway: Gateway, person: Person, query: Query): Promise<Impact> {
  const { store } = gateway
  const rules = sparingRules(await readInForce(gateway, store.read))
  const moment = { now: await gateway.now(store.read), meId: person.id, raw: new Map<string, readonly number[]>() }
  const { epoch, since, blocks } = await queueManifest(gateway, person)
  const late = new QueueTable()
  let cursor = since
  for (;;) {
    const { bytes, until, isMore } = await queueChanges(gateway, epoch, cursor)
    late.put(decodeRows(bytes))
    if (!isMore) break
    cursor = until
  }
  let impact = mergeImpacts(emptyImpact(), impactOn(late, query, rules, moment))
  for (const { id } of blocks) {
    const rows = await queueBlockRows(gateway, id)
    if (rows === null) continue
    const table = new QueueTable()
    table.put(rows)
    const isCurrent = (number: number) => late.rowOfNumber(number) === null
    impact = mergeImpacts(impact, impactOn(table, query, rules, moment, isCurrent))
  }
  return impact
}
