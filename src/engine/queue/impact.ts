import type { Query } from '../../domain/query/query.ts'
import { type ImpactFact, impactOf } from '../../domain/suppression/impact.ts'
import type { Impact } from '../../domain/suppression/impact-schema.ts'
import type { SparingRules } from '../../domain/suppression/spared.ts'
import { splitNames, type WordName } from './columns.ts'
import { type FilterWorld, maskOf } from './filter.ts'
import { has, type Mask, remove } from './masks.ts'
import type { QueueTable } from './queue-table.ts'

/**
 * What a suppression by this query would have done to the alerts of a table. Those whose number is not `isCurrent` are held newer
 * elsewhere, and are left out.
 */
export function impactOn(
  table: QueueTable,
  query: Query,
  rules: SparingRules,
  world: FilterWorld,
  isCurrent: (number: number) => boolean = () => true,
): Impact {
  const mask = maskOf(query, table, world)
  const numbers = table.numbers('number')
  const received = table.numbers('received')
  let looked = 0
  let since = Number.POSITIVE_INFINITY
  for (let row = 0; row < table.count; row += 1) {
    if (isCurrent(numbers[row] ?? 0)) {
      looked += 1
      since = Math.min(since, received[row] ?? since)
    } else remove(mask, row)
  }
  return impactOf(factsOf(table, mask), { looked, since: looked === 0 ? null : since }, rules)
}

/** An alert at a time, from the columns that count: a row made whole would parse a text for each of its names. */
function* factsOf(table: QueueTable, mask: Mask): Generator<ImpactFact> {
  const word = (name: WordName, row: number) => table.words(name).wordAt(table.codes(name)[row] ?? 0)
  const triggerIds: (string | null)[] = []
  for (let code = 0; code < table.words('trigger').size; code += 1) {
    const pair = table.words('trigger').wordAt(code)
    triggerIds.push(pair === null ? null : splitNames(pair)[1])
  }
  const held = table.numbers('held')
  for (let row = 0; row < table.count; row += 1) {
    if (!has(mask, row)) continue
    const disposition = word('disposition', row) as ImpactFact['disposition']
    yield {
      tier: Number(word('tier', row)?.slice(1)) as ImpactFact['tier'],
      uncapped: (table.numbers('uncapped')[row] ?? 0) as ImpactFact['uncapped'],
      confidence: table.numbers('confidence')[row] ?? 0,
      environment: word('environment', row) as ImpactFact['environment'],
      gate: word('gate', row) as ImpactFact['gate'],
      triggerId: triggerIds[table.codes('trigger')[row] ?? 0] ?? null,
      disposition,
      isWaiting:
        word('status', row) === 'new' &&
        disposition === 'undetermined' &&
        table.codes('assignee')[row] === 0 &&
        Number.isNaN(held[row] ?? Number.NaN),
      receivedAt: table.numbers('received')[row] ?? 0,
      named: () => {
        const { id, number, title, identityName } = table.alertAt(row)
        return { id, number, title, identityName }
      },
    }
  }
}
